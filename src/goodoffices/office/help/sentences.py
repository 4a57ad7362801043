"""What each page of a case is for, in one sentence, and where the documentation says more."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy

from goodoffices.office.lazy_words import StrOrPromise

_OFFICE = "how-to/work-in-an-office.md"
_PARTY = "how-to/take-part-as-a-party.md"

#: By the name of a page: what it is for, and the part of the documentation.
HELP: Mapping[str, tuple[StrOrPromise, str]] = {
    "case": (
        gettext_lazy("Where the case stands, and what to do next."),
        f"{_OFFICE}#the-mediations-desk",
    ),
    "digest": (
        gettext_lazy("What is new, what waits and what is next, on one page to print."),
        f"{_OFFICE}#the-talks",
    ),
    "build": (
        gettext_lazy("The issues, options and rules of the case; parties agree to changes."),
        f"{_OFFICE}#the-case-is-built-and-changes",
    ),
    "case_words": (
        gettext_lazy("The texts of the case in the other languages of the people who read it."),
        f"{_OFFICE}#the-case-is-built-and-changes",
    ),
    "ground_rules": (
        gettext_lazy("How the sides deal with one another while they talk, as they agreed."),
        f"{_OFFICE}#ground-rules",
    ),
    "change": (
        gettext_lazy("A change of the case that holds when those agree who have to."),
        f"{_OFFICE}#the-case-is-built-and-changes",
    ),
    "estimates": (
        gettext_lazy(
            "What the mediation thinks that a party wants, until the party says so itself."
        ),
        f"{_OFFICE}#the-team-estimates",
    ),
    "beginning": (
        gettext_lazy("First contact, the disclosure of interests, and the agreement to mediate."),
        f"{_OFFICE}#the-beginning",
    ),
    "timeline": (
        gettext_lazy("What happened and what is set, by track; what is open, and what is next."),
        f"{_OFFICE}#the-talks",
    ),
    "positions": (
        gettext_lazy("What was proposed in which version, who said what of it, and who moved."),
        f"{_OFFICE}#positions",
    ),
    "texts": (
        gettext_lazy("Texts in versions: which is current, what changed, who has which copy."),
        f"{_OFFICE}#texts",
    ),
    "statements": (
        gettext_lazy(
            "Joint statements: approved to the byte, public for everybody from one hour on."
        ),
        f"{_OFFICE}#joint-statements",
    ),
    "agreement": (
        gettext_lazy(
            "Whether the agreement is in force, who signed it, what is owed, and by whom."
        ),
        f"{_OFFICE}#the-agreement",
    ),
    "board": (
        gettext_lazy(
            "Every stipulation one by one: what was found, and apart from it what is said."
        ),
        f"{_OFFICE}#the-agreement",
    ),
    "incidents": (
        gettext_lazy(
            "What sides say happened, which obligation it may break, and what was found of it."
        ),
        f"{_OFFICE}#incidents",
    ),
    "agreement_draft": (
        gettext_lazy("The terms as the mediation drafts them, before they lie before the parties."),
        f"{_OFFICE}#the-agreement",
    ),
    "answers": (
        gettext_lazy("Sealed answers, which nobody has to give first, and assessments at home."),
        f"{_OFFICE}#answers",
    ),
    "feed": (
        gettext_lazy("A link for your calendar program, and what it would tell to whom."),
        f"{_OFFICE}#the-talks",
    ),
    "items": (
        gettext_lazy("What goes from one side to another, by whose leave, and since when."),
        f"{_OFFICE}#the-talks",
    ),
    "rounds": (
        gettext_lazy("Rounds of talks: when, with whom, what came of them, and who knows of it."),
        f"{_OFFICE}#the-talks",
    ),
    "preferences": (
        gettext_lazy("What your side wants, as the mediation has it."),
        f"{_PARTY}#our-preferences",
    ),
    "mandate": (
        gettext_lazy("What your delegates may accept without asking home, for your side alone."),
        f"{_PARTY}#our-mandate",
    ),
    "questions": (
        gettext_lazy("Questions that find out what your side wants, in its own words."),
        f"{_PARTY}#questions",
    ),
    "report": (
        gettext_lazy("Which agreements are possible, efficient and fair, and if none is, why not."),
        f"{_OFFICE}#the-mediation-analyses",
    ),
    "frontier": (
        gettext_lazy("The packages on which nobody can improve without loss for another."),
        "explanation/analysis.md#the-frontier",
    ),
    "compare": (gettext_lazy("Up to four packages, issue by issue."), "how-to/judge-a-draft.md"),
    "bench": (
        gettext_lazy("Any package, weighed by every reading as you change it."),
        f"{_OFFICE}#the-mediation-analyses",
    ),
    "drafts": (
        gettext_lazy("Packages that the mediation keeps and the analysis judges."),
        "how-to/judge-a-draft.md",
    ),
    "weigh": (
        gettext_lazy("What any package is worth to your side, by its own word alone."),
        f"{_PARTY}#weigh",
    ),
    "release": (
        gettext_lazy(
            "A package or a question goes to one party, with nothing else of what you know."
        ),
        f"{_OFFICE}#the-mediation-releases",
    ),
    "released": (
        gettext_lazy("What the mediation put before your side, and what your side said of it."),
        f"{_PARTY}#put-before-us",
    ),
    "files": (
        gettext_lazy("The drawer of your side: files that you keep here, and that you hand over."),
        f"{_OFFICE}#files-and-search",
    ),
    "search": (
        gettext_lazy("One search over everything that you read in this case."),
        f"{_OFFICE}#files-and-search",
    ),
    "notes": (
        gettext_lazy("Your side's own notes: no part of the record, kept for 30 days."),
        f"{_OFFICE}#the-record",
    ),
    "people": (
        gettext_lazy("Who stands where, with which rights, and who is invited."),
        f"{_OFFICE}#leaving",
    ),
    "record": (
        gettext_lazy("What was done, by whom and when, in a form that you can check."),
        f"{_OFFICE}#the-record",
    ),
    "case_settings": (
        gettext_lazy("Close, copy or delete the case."),
        f"{_OFFICE}#closing-copying-deleting",
    ),
}

#: The same for the people of a party, where another page or part is theirs.
HELP_OF_PARTIES: Mapping[str, tuple[StrOrPromise, str]] = {
    **HELP,
    "incidents": (
        gettext_lazy(
            "What sides say happened, which obligation it may break, and what was found of it."
        ),
        f"{_PARTY}#incidents",
    ),
    "beginning": (
        gettext_lazy("What the mediator discloses to your side, and the agreement to mediate."),
        f"{_PARTY}#the-beginning",
    ),
    "timeline": (
        gettext_lazy("What happened and what is set, as far as your side may know."),
        f"{_PARTY}#rounds",
    ),
    "items": (
        gettext_lazy("What your side gave to be carried, and what was carried to it."),
        f"{_PARTY}#carried",
    ),
    "rounds": (
        gettext_lazy("Rounds of talks that the mediation let your side know of."),
        f"{_PARTY}#rounds",
    ),
    "case": (
        gettext_lazy("What waits for you, and what is on the table."),
        f"{_PARTY}#your-first-page",
    ),
    "summary": (
        gettext_lazy("What your answers mean, before you give it."),
        f"{_PARTY}#the-summary",
    ),
    "case_words": (
        gettext_lazy("The texts of the case in the other languages of the people who read it."),
        f"{_OFFICE}#the-case-is-built-and-changes",
    ),
    "change": (
        gettext_lazy("A change of the case that holds when those agree who have to."),
        f"{_PARTY}#a-change-of-the-case",
    ),
    "people": (
        gettext_lazy("Who stands on your side, and who of the mediation."),
        f"{_PARTY}#people",
    ),
    "record": (
        gettext_lazy("What was done, by whom and when, as far as you read it."),
        f"{_PARTY}#the-record",
    ),
    "leave_now": (
        gettext_lazy("For an emergency: it signs everybody of your side out."),
        f"{_PARTY}#leaving",
    ),
}
