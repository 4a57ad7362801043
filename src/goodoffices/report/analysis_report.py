"""The report on one analysis: what a mediator would say aloud, then the tables and the drawing."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from fractions import Fraction

from goodoffices.analysis import (
    SOLUTIONS,
    Analysis,
    BaselineKind,
    DemandKind,
    PartialDraft,
    WholeDraft,
)
from goodoffices.preferences import BasisKind
from goodoffices.report.charts import FrontierChart, Point, draw
from goodoffices.report.content import Chart, Report, Section, Table
from goodoffices.report.wording import Wording, real_and_invented

#: Above this many efficient packages a table holds a selection.
LISTED_WHOLE = 200
#: Rows of the selection between the ends.
SPREAD = 50

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


def analysis_report(
    result: Analysis, *, today: datetime.date, language: str | None = None, for_party: str | None = None, notes: tuple[str, ...] = ()
) -> Report:
    """Everything that one analysis says, in words, tables and a chart.

    ``today`` is the day from which ages are counted. ``for_party`` says that this is one party's own view.
    """
    return _ReportWriter(result, today, Wording(result.problem.case, language), for_party, notes).report()


class _ReportWriter:
    def __init__(self, result: Analysis, today: datetime.date, words: Wording, for_party: str | None, notes: tuple[str, ...]) -> None:
        self.result, self.today, self.words, self.for_party, self.notes = result, today, words, for_party, notes
        self.problem = result.problem
        self.parties = [words.party(p) for p in self.problem.party_ids]
        kinds = {p.basis.kind for p in self.problem.preferences}
        self.invented = BasisKind.EXERCISE in kinds
        self.mark = words._("exercise values") if self.invented else ""

    def report(self) -> Report:
        w = self.words
        sections = [self.rests_on(), self.possible()]
        if self.problem.case.issues and len(self.result.frontier):
            sections.append(self.which())
        if self.result.fairness is not None:
            sections += [self.fair(), self.what_each_gets()]
        sections += [self.draft(name) for name in self.result.drafts]
        sections += [self.trades(), self.blocks()]
        title = w.case_name()
        if self.for_party is not None:
            title = w._("{case}: view for {party}").format(case=title, party=w.party(self.for_party))
        return Report(
            title, w.language, self.lead(), self.summary_of_basis(), tuple(sections), self.footer(), self.mark,
            "rtl" if w.language in RIGHT_TO_LEFT else "ltr",
        )  # fmt: skip

    # What it rests on

    def lead(self) -> str:
        w, zone = self.words, self.result.zone
        if self.for_party is not None:
            own = w._("There are packages that {party} would rather sign than walk away.")
            none = w._("No package that the case allows is worth as much to {party} as walking away.")
            return (own if zone.exists else none).format(party=w.party(self.for_party))
        if zone.exists:
            return w._("An agreement is possible.")
        if not len(self.result.frontier):
            return w._("No agreement is possible: the rules and red lines alone leave no package.")
        return w._("No agreement is possible under these preferences.")

    def summary_of_basis(self) -> tuple[str, ...]:
        w = self.words
        lines = []
        if self.invented:
            lines.append(w._("Exercise values: the numbers are invented for teaching and say nothing of any real party."))
        lines.append(w._("This rests on: {parts}.").format(parts="; ".join(self.basis_in_short(p) for p in range(len(self.parties)))))
        lines += self.without_walk_away()
        return (*lines, *self.notes)

    def basis_in_short(self, p: int) -> str:
        one = self.problem.preferences[p]
        age = "" if one.basis.date is None else f", {self.words.age(one.basis.date, self.today)}"
        reading = "" if one.reading == "only" else self.words._(", reading “{name}”").format(name=one.reading)
        return f"{self.parties[p]}: {self.words.basis_word(one.basis.kind)}{age}{reading}"

    def without_walk_away(self) -> list[str]:
        """What the first lines must say of parties that have no walk-away value."""
        w, lines = self.words, []
        baselines = self.result.fairness.baselines if self.result.fairness else None
        for p, floor in enumerate(self.problem.walk_away):
            if floor is not None:
                continue
            text = w._("{party} has no walk-away value (which is not 0): nothing is out of the zone on its account.")
            line = text.format(party=self.parties[p])
            if baselines is not None:
                if baselines[p].kind is BaselineKind.STATUS_QUO:
                    more = w._("Its gains are counted from its value of the status quo, {value}.")
                else:
                    more = w._("Its gains are counted from its least value in the zone, {value}.")
                line += " " + more.format(value=w.points(baselines[p].value))
            lines.append(line)
        changed = self.result.fairness.unchanged_with_other_baseline if self.result.fairness else None
        if changed is not None:
            moved = [w.solution(name) for name, same in changed.items() if not same]
            if moved:
                lines.append(w._("If gains were counted from the least value in the zone instead, {names} would change.").format(
                    names=w.list_of(moved)))  # fmt: skip
            else:
                lines.append(w._("No solution changes if gains are counted from the least value in the zone instead."))
        return lines

    def rests_on(self) -> Section:
        w = self.words
        bullets = []
        for p, one in enumerate(self.problem.preferences):
            bullets.append(f"{self.parties[p]}: {w.basis(one.basis, self.today)}.")
            if not one.numbers.weights_as_given and one.weight_sum not in (1, 100):
                bullets.append(w._("{party}'s weights add up to {sum}; they are normalised.").format(
                    party=self.parties[p], sum=w.points(one.weight_sum)))  # fmt: skip
            if one.numbers.weights_as_given:
                bullets.append(w._("{party}'s weights are taken as given, not normalised.").format(party=self.parties[p]))
            if one.numbers.cut is not None:
                bullets.append(w._("{party}'s totals are cut at {value}.").format(party=self.parties[p], value=w.points(one.numbers.cut)))
        exact = w._("All sums and comparisons are exact, in the numbers as typed; figures here are rounded for reading.")
        rounded = w._("Utilities are rounded to the grid that the files state (1e-9), then compared exactly.")
        bullets.append(exact if self.problem.is_exact else rounded)
        return Section(w._("What does this rest on?"), bullets=tuple(bullets))

    # What is possible

    def possible(self) -> Section:
        w, zone = self.words, self.result.zone
        total = w.number(self.problem.n_packages)
        if not zone.exists:
            return Section(w._("Is an agreement possible?"), (self.no_zone_sentence(total),))
        count = zone.count
        if count.is_exact:
            share = Fraction(count.lower, self.problem.n_packages)
            sentence = w.n_(
                "{n} of {total} packages lies in the zone of possible agreement ({share}).",
                "{n} of {total} packages lie in the zone of possible agreement ({share}).", count.lower,
            ).format(n=w.number(count.lower), total=total, share=self.small_share(share))  # fmt: skip
        else:
            sentence = w._("Of {total} packages at least {low} and at most {high} lie in the zone of possible agreement; both bounds are certain.").format(
                total=total, low=w.number(count.lower), high=w.number(count.upper))  # fmt: skip
            if zone.estimate is not None:
                sentence += " " + w._("Of {n} packages drawn at random (seed {seed}) {share} lie in it; this is a sample, not a proof.").format(
                    n=w.number(zone.estimate.n_drawn), seed=zone.estimate.seed, share=f"{100 * zone.estimate.share:.2f} %")  # fmt: skip
        meaning = w._("A package is in the zone if every rule of the case holds, no red line is crossed, and no party would rather walk away.")
        return Section(w._("Is an agreement possible?"), (sentence, meaning))

    def small_share(self, share: Fraction) -> str:
        percent = float(100 * share)
        return "100 %" if share == 1 else f"{percent:.1f} %" if percent >= 0.1 else self.words._("under 0.1 %")

    def no_zone_sentence(self, total: str) -> str:
        w = self.words
        if not len(self.result.frontier):
            return w._("None of {total} packages keeps all rules and red lines.").format(total=total)
        return w._("None of {total} packages is worth at least the walk-away value to every party. “What blocks?” says why.").format(total=total)

    def which(self) -> Section:
        w, n = self.words, len(self.result.frontier)
        inside = int(self.result.zone.on_frontier.sum())
        sentence = w.n_(
            "{n} combination of what the parties get is efficient: nothing better for one without loss for another.",
            "{n} combinations of what the parties get are efficient: nothing better for one without loss for another.", n,
        ).format(n=w.number(n))  # fmt: skip
        if self.result.zone.exists:
            sentence += " " + w.n_("{n} of them lies in the zone.", "{n} of them lie in the zone.", inside).format(n=w.number(inside))
        sentence += " " + w._("The list is complete.")
        charts = (self.chart(),) if len(self.parties) > 1 else ()
        tables = () if charts else (self.frontier_table(),)
        return Section(w._("Which agreements are efficient?"), (sentence,), charts=charts, tables=tables)

    def names_of_row(self) -> dict[int, str]:
        """Frontier rows with the names of the solutions chosen there."""
        names: dict[int, list[str]] = {}
        if self.result.fairness is not None:
            for name in SOLUTIONS:
                names.setdefault(self.result.fairness.solutions[name].row, []).append(self.words.solution(name))
        return {row: ", ".join(of_row) for row, of_row in names.items()}

    def rows_shown(self) -> list[int]:
        n = len(self.result.frontier)
        if n <= LISTED_WHOLE:
            return list(range(n))
        spread = {round(i * (n - 1) / (SPREAD + 1)) for i in range(SPREAD + 2)}
        return sorted(spread | set(self.names_of_row()))

    def frontier_table(self) -> Table:
        w = self.words
        names, rows = self.names_of_row(), self.rows_shown()
        body = tuple(
            (str(row + 1), *(w.points(self.result.utility(row, p)) for p in range(len(self.parties))),
             w._("yes") if self.result.zone.on_frontier[row] else w._("no"), names.get(row, ""))
            for row in rows
        )  # fmt: skip
        n = len(self.result.frontier)
        note = "" if len(rows) == n else w._(
            "Shown are {shown} of {n}: the named solutions, both ends, and {spread} spread evenly between them. "
            "The rest is in the JSON output (--json --all-points).").format(shown=len(rows), n=w.number(n), spread=SPREAD)  # fmt: skip
        emphasised = frozenset(i for i, row in enumerate(rows) if row in names)
        columns = (w._("No."), *self.parties, w._("in the zone"), w._("solution"))
        return Table(w._("Efficient packages by what each party gets"), columns, body,
                     frozenset(range(len(self.parties) + 1)), emphasised, note, self.mark)  # fmt: skip

    def chart(self) -> Chart:
        w, result = self.words, self.result
        names = self.names_of_row()
        n = len(result.frontier)
        step = max(1, n // 1000)
        rows = sorted({*range(0, n, step), n - 1, *names})
        points = tuple(self.point(row, names.get(row, "")) for row in rows)
        draft = next((self.draft_point(name, d) for name, d in result.drafts.items() if isinstance(d, WholeDraft)), None)
        floors = tuple(None if f is None else float(self.problem.as_utility(f, p)) for p, f in enumerate(self.problem.walk_away))
        title = self.chart_title()
        summary = self.chart_summary()
        labels = {
            "axis": w._("what {party} gets"), "zone": w._("the zone of possible agreement"),
            "walk_away": w._("{party}'s walk-away value: {value}"), "walk_away_short": w._("walks away below {value}"),
        }  # fmt: skip
        svg = draw(FrontierChart(title, summary, tuple(self.parties), points, floors, draft, self.invented, labels))
        return Chart(title, svg, summary, self.frontier_table(), self.mark)

    def point(self, row: int, label: str) -> Point:
        values = [self.result.utility(row, p) for p in range(len(self.parties))]
        words = ", ".join(f"{name} {self.words.points(v)}" for name, v in zip(self.parties, values, strict=True))
        title = f"{label}: {words}" if label else words
        return Point(tuple(float(v) for v in values), title, bool(self.result.zone.on_frontier[row]), label)

    def draft_point(self, name: str, draft: WholeDraft) -> Point:
        values = tuple(float(self.problem.as_utility(u, p)) for p, u in enumerate(draft.utilities))
        label = self.words._("draft “{name}”").format(name=name)
        return Point(values, label, not draft.broken, label)

    def chart_title(self) -> str:
        w = self.words
        if not self.result.zone.exists:
            return w._("No efficient package reaches every walk-away value")
        inside, n = int(self.result.zone.on_frontier.sum()), len(self.result.frontier)
        return w._("{inside} of {n} efficient packages lie in the zone").format(inside=w.number(inside), n=w.number(n))

    def chart_summary(self) -> str:
        w, frontier = self.words, self.result.frontier
        ranges = []
        for p, name in enumerate(self.parties):
            column = frontier.utilities[:, p]
            low, high = (self.problem.as_utility(int(x), p) for x in (column.min(), column.max()))
            ranges.append(w._("{party} between {low} and {high}").format(party=name, low=w.points(low), high=w.points(high)))
        first = w._("Along the frontier {ranges}.").format(ranges=w.list_of(ranges))
        if self.result.fairness is None:
            return first + " " + w._("No point of it reaches all walk-away values.")
        row = self.result.fairness.solutions["nash"].row
        at = w.list_of(f"{name} {w.points(self.result.utility(row, p))}" for p, name in enumerate(self.parties))
        return first + " " + w._("The Nash package gives {values}.").format(values=at)

    # What is fair

    def fair(self) -> Section:
        w, fairness = self.words, self.result.fairness
        assert fairness is not None
        bullets = []
        for name in SOLUTIONS:
            solution = fairness.solutions[name]
            text = f"{w.solution(name)}: {w.solution_idea(name)}."
            if solution.left_out:
                left = w.list_of(self.parties[p] for p in solution.left_out)
                text += " " + w._("{parties} cannot gain anywhere in the zone and is left out of the comparison.").format(parties=left)
            if solution.groups:
                groups = "; ".join(w.list_of(self.parties[p] for p in group) for group, _ in solution.groups)
                text += " " + w._("Not all parties can gain at once. Largest groups that can: {groups}. Choosing among them is no part of Nash's idea.").format(
                    groups=groups)  # fmt: skip
            tied = fairness.ties[name]
            if tied.count > 1 or not tied.is_exact:
                at_least = "" if tied.is_exact else w._("at least ")
                text += " " + w.n_("{at_least}{n} package does equally well.", "{at_least}{n} packages do equally well.", tied.count).format(
                    at_least=at_least, n=w.number(tied.count)).strip().capitalize()  # fmt: skip
            if name in fairness.unchanged_when_rescaled:
                same = w._("It stays the same when each party's gain is measured by the most it could gain.")
                other = w._("It changes when each party's gain is measured by the most it could gain: this choice of scale decides.")
                text += " " + (same if fairness.unchanged_when_rescaled[name] else other)
            bullets.append(text)
        columns = [w._("Solution")]
        for party in self.parties:
            columns += [party, w._("gain")]
        rows = [self.solution_row(name) for name in SOLUTIONS]
        rows.append((w._("could gain at most"), *(x for p, ideal in enumerate(fairness.ideal)
                     for x in (w.points(ideal + fairness.baselines[p].value), w.points(ideal, sign=True)))))  # fmt: skip
        rows.append((w._("counted from"), *(x for p, b in enumerate(fairness.baselines)
                     for x in (w.points(b.value), self.baseline_word(p)))))  # fmt: skip
        table = Table(w._("What each idea of fairness gives, and the gain over walking away"), tuple(columns), tuple(rows),
                      frozenset(range(1, len(columns))), note=self.discrete_note(), mark=self.mark)  # fmt: skip
        lead = self.agreement_of_solutions()
        return Section(w._("What is fair, by which idea of fairness?"), (lead,), tuple(bullets), tables=(table,))

    def discrete_note(self) -> str:
        return self.words._("Packages are whole things: shares are equal only nearly, and axioms that need mixtures of packages are not claimed.")

    def baseline_word(self, p: int) -> str:
        w = self.words
        assert self.result.fairness is not None
        return {BaselineKind.WALK_AWAY: w._("walk-away value"), BaselineKind.STATUS_QUO: w._("status quo"),
                BaselineKind.LEAST_IN_ZONE: w._("least in the zone")}[self.result.fairness.baselines[p].kind]  # fmt: skip

    def solution_row(self, name: str) -> tuple[str, ...]:
        w, fairness = self.words, self.result.fairness
        assert fairness is not None
        cells = [w.solution(name)]
        for p, baseline in enumerate(fairness.baselines):
            value = self.result.utility(fairness.solutions[name].row, p)
            cells += [w.points(value), w.points(value - baseline.value, sign=True)]
        return tuple(cells)

    def agreement_of_solutions(self) -> str:
        w, names = self.words, self.names_of_row()
        if len(names) == 1:
            return w._("All four ideas of fairness choose what gives the parties the same.")
        joined = [text for text in names.values() if ", " in text]
        if joined:
            return w._("The ideas of fairness differ here; {groups} agree.").format(groups="; ".join(joined))
        return w._("Each idea of fairness chooses another package.")

    def what_each_gets(self) -> Section:
        w, names = self.words, self.names_of_row()
        tables = [self.options_table(names)] if len(names) > 1 else []
        tables += [self.package_table(row, label) for row, label in names.items()]
        first = w._("Points an issue brings are weight times score; the last rows add what a party puts on combinations, and the total.")
        return Section(w._("What does each party get?"), (first,), tables=tuple(tables))

    def options_table(self, names: Mapping[int, str]) -> Table:
        w = self.words
        packages = [self.result.package(row) for row in names]
        rows = []
        for issue in self.problem.case.issues:
            options = [w.option(issue.id, package[issue.id]) for package in packages]
            rows.append((w.issue(issue.id), *options, w._("differs") if len(set(options)) > 1 else w._("same")))
        rows.sort(key=lambda r: r[-1] == w._("same"))
        return Table(w._("The packages side by side; rows that differ come first"), (w._("Issue"), *names.values(), w._("compared")),
                     tuple(rows), mark=self.mark)  # fmt: skip

    def package_table(self, row: int, label: str) -> Table:
        w, problem = self.words, self.problem
        indices = self.result.frontier.packages[row]
        rows = []
        for j, issue in enumerate(problem.case.issues):
            option = issue.options[int(indices[j])]
            name = w.issue(issue.id)
            if issue.in_hand_of is not None:
                name += " " + w._("(in the hand of {party})").format(party=w.party(issue.in_hand_of))
            points = [w.points(one.contribution(issue.id, option.id)) for one in problem.preferences]
            rows.append((name, w.option(issue.id, option.id), *points))
        package = problem.package(indices)
        extra = [sum((i.points for i in one.interactions if i.condition.holds(package)), Fraction(0)) for one in problem.preferences]
        if any(one.interactions for one in problem.preferences):
            rows.append((w._("on combinations"), "", *(w.points(x, sign=True) for x in extra)))
        rows.append((w._("Total"), "", *(w.points(self.result.utility(row, p)) for p in range(len(self.parties)))))
        floors = [w._("none") if f is None else w.points(problem.as_utility(f, p)) for p, f in enumerate(problem.walk_away)]
        rows.append((w._("Walk-away value"), "", *floors))
        return Table(w._("{label} package: issue by issue").format(label=label), (w._("Issue"), w._("Option"), *self.parties),
                     tuple(rows), frozenset(range(2, 2 + len(self.parties))), frozenset({len(rows) - 2}), mark=self.mark)  # fmt: skip

    # Drafts

    def draft(self, name: str) -> Section:
        w, draft = self.words, self.result.drafts[name]
        heading = w._("How good is the draft “{name}”?").format(name=name)
        if isinstance(draft, PartialDraft):
            return Section(heading, self.partial_sentences(draft))
        values = w.list_of(f"{party} {w.points(self.problem.as_utility(u, p))}" for p, (party, u) in
                           enumerate(zip(self.parties, draft.utilities, strict=True)))  # fmt: skip
        sentences = [w._("It gives {values}.").format(values=values)]
        if draft.broken:
            broken = w.list_of(w.demand(self.problem.demands[d]) for d in draft.broken)
            sentences.append(w._("It does not meet {demands}.").format(demands=broken))
        else:
            sentences.append(w._("It lies in the zone: every rule holds and nobody would rather walk away."))
        if draft.efficient:
            sentences.append(w._("It is efficient: nothing is better for one party without loss for another."))
        elif draft.dominated_by:
            n = len(draft.dominated_by)
            sentences.append(w.n_("It is not efficient: {n} efficient combination is at least as good for all and better for one.",
                                  "It is not efficient: {n} efficient combinations are at least as good for all and better for one.", n).format(n=n))  # fmt: skip
            return Section(heading, tuple(sentences), tables=(self.better_table(draft),))
        return Section(heading, tuple(sentences))

    def better_table(self, draft: WholeDraft) -> Table:
        w, row = self.words, draft.dominated_by[0]
        better = self.result.frontier.packages[row]
        rows = [
            (w.issue(issue.id), w.option(issue.id, issue.options[a].id), w.option(issue.id, issue.options[int(b)].id))
            for issue, a, b in zip(self.problem.case.issues, draft.package, better, strict=True)
            if a != int(b)
        ]
        for p, party in enumerate(self.parties):
            before, after = self.problem.as_utility(draft.utilities[p], p), self.result.utility(row, p)
            rows.append((w._("{party} gets").format(party=party), w.points(before), f"{w.points(after)} ({w.points(after - before, sign=True)})"))
        return Table(w._("What would be better for all: only the issues that change"), (w._("Issue"), w._("draft"), w._("better")),
                     tuple(rows), mark=self.mark)  # fmt: skip

    def partial_sentences(self, draft: PartialDraft) -> tuple[str, ...]:
        w = self.words
        fixed = w.package_words(draft.choices)
        if not len(draft.frontier):
            return (w._("No feasible package contains {fixed}.").format(fixed=fixed),)
        sentences = [w._("It settles {n} of {all} issues: {fixed}.").format(n=len(draft.choices), all=len(self.problem.case.issues), fixed=fixed)]
        n, inside, efficient = len(draft.frontier), int(draft.in_zone.sum()), int(draft.efficient.sum())
        sentences.append(w._("There are {n} efficient ways of completing it; {inside} of them lie in the zone, and {efficient} are efficient among all packages.").format(
            n=n, inside=inside, efficient=efficient))  # fmt: skip
        if not inside:
            sentences.append(w._("No way of completing it reaches every walk-away value."))
        elif not efficient:
            sentences.append(w._("Whatever is added to it, something else would be better for all."))
        return tuple(sentences)

    # Trades and blocks

    def trades(self) -> Section:
        w = self.words
        heading = w._("What trade makes it?")
        if len(self.parties) < 2:
            return Section(heading, (w._("One party alone has nobody to trade with."),))
        if not self.result.trades:
            return Section(heading, (w._("No two parties set their priorities the other way round on any two issues, so no log-roll was found."),))
        text = w._("Log-rolls: each of two parties has its way on the issue that matters more to it. "
                   "Both gain over the reverse exchange, and half as much over meeting halfway on both issues.")  # fmt: skip
        bullets = []
        for roll in self.result.trades:
            a, b = (self.parties[p] for p in roll.parties)
            i, j = (self.problem.case.issues[k] for k in roll.issues)
            line = w._("{a} has its way on {i} ({option_i}), {b} on {j} ({option_j}): {a} {gain_a}, {b} {gain_b} points.").format(
                a=a, b=b, i=w.issue(i.id), j=w.issue(j.id), option_i=w.option(i.id, i.options[roll.options[0]].id),
                option_j=w.option(j.id, j.options[roll.options[1]].id), gain_a=w.points(roll.gains[0], sign=True),
                gain_b=w.points(roll.gains[1], sign=True))  # fmt: skip
            if roll.others:
                others = w.list_of(f"{self.parties[p]} {w.points(change, sign=True)}" for p, change in roll.others)
                line += " " + w._("Others: {others}.").format(others=others)
            bullets.append(line)
        return Section(heading, (text,), tuple(bullets))

    def blocks(self) -> Section:
        w, conflict = self.words, self.result.conflict
        heading = w._("What blocks?")
        if conflict is None:
            return self.standing_demands(heading)
        demands = [w.demand(self.problem.demands[d]) for d in conflict.demands]
        if len(demands) == 1:
            first = w._("{demand} cannot be met by any package.").format(demand=_capital(demands[0]))
        else:
            first = w._("{demands} cannot all hold together.").format(demands=_capital(w.list_of(demands)))
        second = w._("This was checked: no package meets all of them, and leaving out any one of them, some package meets the rest:")
        bullets = []
        for demand, without in zip(demands, conflict.without, strict=True):
            text = w._("without {demand}: {package}")
            bullets.append(text.format(demand=demand, package=w.package_words(self.problem.package(without))))
        closing = []
        if any(self.problem.demands[d].kind is DemandKind.BOUND for d in conflict.demands):
            closing.append(w._("Bounds of law or of the mandate are nobody's demand and not open to bargaining."))
        closing.append(w._("There may be other such sets; this is one, and it is minimal."))
        return Section(heading, (first, second), tuple(bullets), closing=tuple(closing))

    def standing_demands(self, heading: str) -> Section:
        w = self.words
        demands = [d for d in self.problem.demands if d.kind is not DemandKind.WALK_AWAY]
        if not demands:
            return Section(heading, (w._("Nothing: the case has no linkages, bounds, limits or red lines, and all walk-away values can be met together."),))
        sentence = w._("Nothing blocks an agreement. These demands hold in every package named here:")
        return Section(heading, (sentence,), tuple(_capital(w.demand(d)) for d in demands))

    def footer(self) -> tuple[str, ...]:
        w = self.words
        return (
            w._("The numbers are models of what parties want. The software lays out; people decide."),
            w._("Counted from {today}.").format(today=self.today.isoformat()),
        )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
