"""The terms of an agreement between North and South: steps, a condition, a place, a power."""

TERMS = """\
format: goodoffices-agreement/1
name: Calm in the Strait
zone: UTC
articles:
  - {id: ports, heading: Ports}
areas:
  - {id: tamar, name: Tamar, point: "26.1, 56.2", radius: 20000}
texts:
  - id: calm
    name: Calm in the Strait
    between: [northland, southland]
    starts: 2026-11-26
    duration: 30 days
    renewal: consent
    conditions: [{id: vote, text: Northland's assembly votes for it, met_by: vote, named_by: [northland]}]
    obligations:
      - {id: mines, who: northland, modality: must, act: clear the mines off Tamar, article: ports, where: [tamar], within: 5 days, confirmed_by: [southland], tags: [sea]}
      - {id: sail, who: southland, modality: must, act: let the first ship sail, article: ports, after: [mines], until: 2026-12-10, tags: [sea]}
      - {id: spare, who: southland, modality: must not, act: shell the port, article: ports, where: [tamar]}
      - {id: meet, who: northland, modality: must, act: call the commission together, starts: 2026-11-26, every: 1 month, until: 2027-11-30}
    powers:
      - {id: leave, who: [northland, southland], kind: withdraw}
awaited:
  - {id: vote, text: The assembly votes}
"""
