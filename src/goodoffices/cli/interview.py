"""A conversation in the terminal about what a party wants."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from goodoffices.cli.output import write_whole
from goodoffices.cli.whose_answers import Who

if TYPE_CHECKING:
    from goodoffices.case import Case
    from goodoffices.elicitation.conversation import Conversation
    from goodoffices.elicitation.fit import Fitted
    from goodoffices.elicitation.packages_in_play import InPlay
    from goodoffices.formats.ours.answers_file import Remark, Transcript
    from goodoffices.preferences import Answer, Question
    from goodoffices.report.wording import Wording

#: Packages that are shown at the end, the best first.
SHOWN = 4


def _remark_typed(typed: str) -> Remark | None:
    """Read a remark: ``low: two speeches``, or either part alone."""
    from goodoffices.formats.ours.answers_file import Remark

    if not typed.strip():
        return None
    sure, colon, why = typed.strip().partition(":")
    sure = sure.strip().lower()
    is_sure = sure in ("low", "medium", "high")
    return Remark(
        sure if is_sure else "", (why if is_sure and colon else "" if is_sure else typed).strip()
    )


class TerminalInterview:
    """A conversation that asks until enough is known, somebody stops, or nothing is left.

    It saves after each answer.
    """

    #: Whether an empty line says that a question was left blank.
    blank_is_an_answer = False

    def __init__(self, case: Case, who: Who, transcript: Transcript, w: Wording) -> None:
        self.case, self.who, self.transcript, self.w = case, who, transcript, w
        self.others = who.others(case)
        #: Questions that were left blank, each with the number of answers that stood before it.
        self.skipped: list[tuple[tuple[object, ...], int]] = []
        self._talk: Conversation | None = None
        self._next: tuple[tuple[Answer, ...], Question | None] | None = None

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Give the answers so far."""
        return self.transcript.answers

    def talk(self) -> Conversation:
        """Give the conversation as it stands."""
        from goodoffices.elicitation.conversation import Conversation

        if self._talk is None or self._talk.answers != self.answers:
            self._talk = Conversation(
                self.case, self.answers, self.others if self.who.estimate else ()
            )
        return self._talk

    def fitted(self) -> Fitted:
        """Give the model of the answers so far."""
        return self.talk().fitted

    def in_play(self) -> InPlay:
        """Give the packages whose order matters."""
        return self.talk().in_play

    def next(self) -> Question | None:
        """Choose the next question.

        None where enough is known, or the list has come to its end.
        """
        if self._next is None or self._next[0] != self.answers:
            self._next = (self.answers, self._chosen())
        return self._next[1]

    def _chosen(self) -> Question | None:
        return self.talk().next

    def run(self) -> None:
        """Hold the whole conversation.

        It ends by itself, at "stop", or at the end of input.
        """
        w, told = self.w, ""
        if self.answers:
            click.echo(
                w._("{n} answers were given before; going on from there.").format(
                    n=len(self.answers)
                )
            )
            # What they say may be told better now than by the version that wrote them.
            self.save()
        if self.who.estimate:
            click.echo(
                w._("“You” is {party}: answer as it would.").format(party=w.party(self.who.party))
            )
        while True:
            while (question := self._next_with_check()) is not None:
                told = self._say_disagreement(told)
                click.echo(f"\n{self._number(question)}")
                if not self._ask(question):
                    self._say_goodbye()
                    return
            told = self._say_disagreement(told)
            if not self.answers or not self._takes_back_at_the_end():
                break
        self._say_goodbye()

    def _takes_back_at_the_end(self) -> bool:
        """Ask at the end whether an answer is to be taken back.

        Nothing is left to ask then. False where nothing is to be taken back either.
        """
        while True:
            text = self.w._(
                "Nothing more is asked. Enter ends; back and an answer's name (such as back a7) "
                "takes it back, list shows all."
            )
            try:
                words = (
                    str(
                        click.prompt(
                            "\n" + text, prompt_suffix="\n> ", default="", show_default=False
                        )
                    )
                    .strip()
                    .lower()
                    .split()
                )
            except click.Abort:
                return False
            if words[:1] == ["list"]:
                self._say_some(self.answers)
            elif words[:1] == ["back"]:
                self._take_back(words[1:])
                self._drop_check()
                return True
            else:
                return False

    def _drop_check(self) -> None:
        """Take back the answer to whether the order surprises.

        What was taken back is asked again, and so is that.
        """
        from goodoffices.formats.ours.answers_file import answers_to
        from goodoffices.preferences import Asked

        self.transcript = answers_to(
            self.transcript, [a for a in self.answers if a.question.asked is not Asked.SURPRISE]
        )
        self.save()

    def _number(self, question: Question) -> str:
        from goodoffices.elicitation.next_question import MOST_ENTRIES

        return self.w._("{number} (of at most {most})").format(
            number=len(self.answers) + 1, most=MOST_ENTRIES + 1
        )

    def _next_with_check(self) -> Question | None:
        from goodoffices.preferences import Asked, Question

        if self.talk().was_checked:
            return self.talk().next_or_check
        question = self.next()
        if question is not None:
            return question
        if not self.talk().orders_packages:
            click.echo("\n" + self.w._("These answers do not put any packages in order yet."))
            return None
        self._say_order()
        return Question(asked=Asked.SURPRISE)

    def _ask(self, question: Question) -> bool:
        """Ask until there is an answer; False where somebody stops."""
        from goodoffices.formats.ours.answers_file import with_answer
        from goodoffices.preferences import Answers
        from goodoffices.report.questions import asking
        from goodoffices.report.typed_answers import NotAnAnswer, answer_typed

        taken = Answers(self.case, self.answers)
        asked = asking(question, self.case, self.w, taken)
        click.echo(asked.text)
        for choice in asked.choices:
            click.echo(f"  {choice}")
        while True:
            try:
                not_sure = self.w._("? if you are not sure")
                typed = click.prompt(
                    f"{asked.how} {not_sure}", prompt_suffix="\n> ", default="", show_default=False
                )
            except click.Abort:
                return False
            words, _, remark = str(typed).partition("#")
            if self.blank_is_an_answer and not str(typed).strip():
                self.skipped.append((question.key, len(self.answers)))
                self._next = None
                return True
            if words.strip().lower() == "stop":
                return False
            if words.split() and words.split()[0].lower() == "back":
                self._take_back(words.split()[1:])
                return True
            try:
                blank = self.blank_is_an_answer and not words.strip()
                given = None if blank else answer_typed(question, words, self.case, self.w, taken)
            except NotAnAnswer as mistake:
                click.echo(str(mistake))
                continue
            self.transcript = with_answer(self.transcript, question, given, _remark_typed(remark))
            self.save()
            return True

    def _take_back(self, named: Sequence[str]) -> None:
        from goodoffices.formats.ours.answers_file import answers_to

        if not named and self.skipped and self.skipped[-1][1] >= len(self.answers):
            self.skipped.pop()
            self._next = None
            click.echo(self.w._("The question left blank is asked again."))
            return
        known = [a.id for a in self.answers]
        gone = named[0].lower() if named else known[-1] if known else ""
        if gone not in known:
            click.echo(
                self.w._("There is no answer {name} to take back. Answers are: {names}.").format(
                    name=gone, names=", ".join(known)
                )
            )
            return
        self.transcript = answers_to(self.transcript, [a for a in self.answers if a.id != gone])
        click.echo(self.w._("{name} is taken back.").format(name=gone))
        self.save()

    def save(self) -> None:
        """Write the answers and the model that they give."""
        from goodoffices.formats.ours.answers_file import transcript_text
        from goodoffices.formats.ours.elicited import elicited

        self.transcript, model = elicited(self.case, self.transcript, self.fitted(), self.w)
        for file, text in (
            (self.who.answers_file, transcript_text(self.transcript)),
            (self.who.preferences_file, model),
        ):
            file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(file, text)

    def _say_disagreement(self, told: str) -> str:
        """Point out answers that do not go together, once for each set of them."""
        fitted = self.fitted()
        said = ", ".join(fitted.disagree)
        if fitted.disagree and said != told:
            click.echo("\n" + self.w._("These answers do not go together:"))
            self._say_some([a for a in self.answers if a.id in fitted.disagree])
            gone = next((i for i in fitted.disagree if i in fitted.set_aside), fitted.disagree[-1])
            click.echo(
                self.w._("Take one back if you like (back {name}), or go on.").format(name=gone)
            )
            click.echo(
                self.w._("Until then the model leaves out what keeps all the others together:")
            )
            self._say_some([a for a in self.answers if a.id in fitted.set_aside])
        return said

    def _say_some(self, answers: Sequence[Answer]) -> None:
        from goodoffices.report.questions import asking, given_in_words

        for answer in answers:
            text = asking(answer.question, self.case, self.w, self.fitted().answers).text
            remark = self.transcript.remarks.get(answer.id)
            why = (
                ""
                if remark is None
                else f" ({': '.join(x for x in (remark.confidence, remark.reason) if x)})"
            )
            click.echo(
                f"  {answer.id}  {text} "
                f"{given_in_words(answer.question, answer.given, self.case, self.w)}{why}"
            )

    def say_answers(self) -> None:
        """Say all answers, and those that do not go together."""
        self._say_some(self.answers)
        self._say_disagreement("")

    def _say_order(self) -> None:
        """Say the packages as the answers order them, the best first, and the last."""
        click.echo(
            "\n"
            + self.w._(
                "By these answers packages come in this order (the middle of what they leave open):"
            )
        )
        rows = list(enumerate(self.talk().order()))
        for number, (package, beats) in [*rows[:SHOWN], *([rows[-1]] if len(rows) > SHOWN else [])]:
            if number > SHOWN:
                click.echo("  …")
            click.echo(
                f"  {number + 1}. {self.w.package_words(package)} "
                f"{self._beside_no_agreement(beats)}"
            )

    def _beside_no_agreement(self, beats: bool | None) -> str:
        """Say where a package lies by all that was answered."""
        if beats is None:
            return self.w._("(open whether it is better than no agreement)")
        return (
            self.w._("(at least as good as no agreement)")
            if beats
            else self.w._("(worse than no agreement)")
        )

    def _is_open(self) -> bool:
        """Tell whether there is more to ask."""
        return not self.talk().was_checked and self.next() is not None

    def _say_nothing_is_kept(self) -> None:
        """Take away what this program wrote: without any answer no file of it stays."""
        kept = [
            file for file in (self.who.answers_file, self.who.preferences_file) if file.exists()
        ]
        for file in kept:
            file.unlink()
        if kept:
            listed = self.w.list_of(str(file) for file in kept)
            click.echo(
                self.w._(
                    "No answer is left. What was written before is taken away: {files}"
                ).format(files=listed)
            )
        else:
            click.echo(self.w._("Nothing was written."))

    def _say_goodbye(self) -> None:
        w, place = self.w, self.who.preferences_file
        if not self.answers:
            self._say_nothing_is_kept()
            return
        click.echo(
            "\n"
            + w._("{n} answers are saved: {file}").format(
                n=len(self.answers), file=self.who.answers_file
            )
        )
        click.echo(w._("What they say, with its doubt: {file}").format(file=place))
        if self._is_open():
            click.echo(w._("The same command goes on from here."))
