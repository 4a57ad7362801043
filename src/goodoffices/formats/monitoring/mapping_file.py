"""Describe a mapping by models: how the rows of somebody's table are read as reports.

A mapping is a file that users edit. These models also make the JSON Schema; their docstrings stand
in it.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from goodoffices.formats.documents.field_types import AtMost, FileModel, Id, Number, Words
from goodoffices.formats.ours.moment_fields import ZoneIn

#: What the lists of a mapping hold at most.
MOST_WORDS, MOST_COLUMNS, MOST_RULES = 2_000, 50, 200

Column = Annotated[str, Field(min_length=1, max_length=200)]
ColumnsIn = Annotated[list[Column], AtMost(MOST_COLUMNS)]
WordsIn = Annotated[list[str], AtMost(MOST_WORDS)]
TableIn = Annotated[dict[str, Id], AtMost(MOST_WORDS)]
Metres = Number


class KindFromIn(FileModel):
    """Where a kind is taken from: a column's value, words in it, or always the same.

    The first that fits counts: `is` (the whole value), `contains` (words in it, in small letters),
    `named_in` (the words that the kinds themselves have), `otherwise`.
    """

    column: Column | None = None
    split: str | None = Field(None, description="What stands between several values.")
    equals: TableIn = Field({}, alias="is")
    contains: TableIn = {}
    named_in: Column | None = None
    otherwise: Id | None = None


class FlagIn(FileModel):
    """A column that says with one value which side acted."""

    column: Column
    equals: str = Field(alias="is")
    side: Id


class ActorFromIn(FileModel):
    """Which side acted: by flags of which exactly one is set, by a value, or always the same."""

    flags: Annotated[list[FlagIn], AtMost(MOST_COLUMNS)] = []
    column: Column | None = None
    equals: TableIn = Field({}, alias="is")
    otherwise: Id | None = None


class WrittenIn(FileModel):
    """How times are written, and on which clock."""

    written: Annotated[list[str], AtMost(20, least=1)] = Field(
        ["iso"], description="iso, or patterns such as %d/%m/%Y %H:%M:%S; the first that fits."
    )
    zone: ZoneIn | None = None


class ReportedIn(WrittenIn):
    """When a report was published."""

    column: Column


class HappenedIn(WrittenIn):
    """When it happened: by columns, or so many hours before it was published."""

    begins: Column | None = Field(None, alias="from")
    until: Column | None = Field(None, alias="to")
    hours_before_report: Number | None = None


class ReportSourceIn(FileModel):
    """Who says it: always the same, or by a column."""

    id: Id
    name: str
    kind: Literal["party", "media", "observer", "sensor", "research"]
    side: Id | None = None
    group: Id | None = Field(None, description="Sources of one group repeat one another.")
    column: Column | None = Field(None, description="The column that names the source.")
    kind_column: Column | None = None
    side_column: Column | None = None
    group_column: Column | None = None
    groups: TableIn = Field({}, description="Which value of the column belongs to which group.")


class PlaceFromIn(FileModel):
    """Where: degrees in columns, or names of places."""

    latitude: Column | None = None
    longitude: Column | None = None
    within: Metres | None = Field(None, description="To how many metres places are known.")
    within_column: Column | None = None
    within_by: Annotated[dict[str, Number], AtMost(100)] = Field(
        {}, description="Metres by the value of the column."
    )
    name: Column | None = None
    named_in: ColumnsIn = Field([], description="Columns in which places are named.")


class RowRuleIn(FileModel):
    """What holds of rows in whose column one of some words stands; the first rule that fits."""

    column: Column
    contains: WordsIn
    act: Id | None = None
    actor: Id | None = None
    total: bool = False
    nothing_happened: bool = False
    hours_before_report: Number | None = Field(None, description="It happened so long before.")


class MappingFile(FileModel):
    """How the rows of a table are read as reports."""

    format: Literal["goodoffices-mapping/1"]
    name: Words
    recognised_by: ColumnsIn = Field(description="Columns that tell that a file is one of these.")
    skip_where: RowRuleIn | None = Field(None, description="Rows that are none.")
    id: ColumnsIn = Field([], description="Columns that name a row; none: its number.")
    source: ReportSourceIn
    reported: ReportedIn
    happened: HappenedIn = Field(default_factory=lambda: HappenedIn.model_validate({}))
    place: PlaceFromIn = Field(default_factory=lambda: PlaceFromIn.model_validate({}))
    actor: ActorFromIn = Field(default_factory=lambda: ActorFromIn.model_validate({}))
    act: KindFromIn = Field(default_factory=lambda: KindFromIn.model_validate({}))
    objects: KindFromIn = Field(default_factory=lambda: KindFromIn.model_validate({}))
    count: ColumnsIn = Field([], description="The column with the number of things counted.")
    total: bool = Field(False, description="Each row sums up a day or a night.")
    rules: Annotated[list[RowRuleIn], AtMost(MOST_RULES)] = []
    must_name_an_act: bool = Field(False, description="Rows that name no act are set aside.")
    words: Column | None = Field(None, description="The column with the words of the report.")


class PlaceNameIn(FileModel):
    """A place or region that sources name: its middle, and how far it reaches."""

    at: Annotated[list[Number], AtMost(2, least=2)]
    within: Metres
    words: WordsIn = Field([], description="Other names, in small letters.")


class PlaceNamesFile(FileModel):
    """Names of places and regions, roughly: a middle and how far they reach."""

    format: Literal["goodoffices-places/1"]
    places: Annotated[dict[str, PlaceNameIn], AtMost(20_000)]


class KindIn(FileModel):
    """A kind of act, or of thing that acts are done to."""

    id: Id
    name: Words
    under: Id | None = None
    of: Literal["war", "work", "family"] | None = Field(None, description="None: of all fields.")
    words: WordsIn = Field([], description="How words begin that name it, in small letters.")
    breaks: WordsIn = Field([], description="How words begin of duties that such an act breaks.")


class KindsFile(FileModel):
    """Kinds of acts, and of what they are done to."""

    format: Literal["goodoffices-kinds/1"]
    acts: Annotated[list[KindIn], AtMost(MOST_WORDS)]
    objects: Annotated[list[KindIn], AtMost(MOST_WORDS)] = []
