"""Whole files: a treaty as bill until it is adopted and as act from then on; a compilation as a list of amendments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter import __version__
from drafter.draft.document import Document, Heading, Verbatim
from drafter.draft.dossier import Dossier
from drafter.export.akn.elements import element, text
from drafter.export.akn.hierarchy import Hierarchy, Names, links, part, parts
from drafter.export.facts import STYLES, said_behind, signature
from drafter.model.language import three_letters
from drafter.model.problem import refuse
from drafter.model.terms import ClauseStatus

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OURS = "urn:drafter:negotiation:1"
"""The namespace of what Akoma Ntoso has no words for: positions, statuses of clauses, hashes."""

_XML = element("FRBRformat", value="application/akn+xml")
_NOT_IN_IRI = re.compile(r"[^a-z0-9]+")


def akn(dossier: Dossier) -> str:
    """Write a dossier as Akoma Ntoso 3.0.

    Clean, bracketed and redlined texts are a `bill`, or an `act` once every clause is adopted; positions stand in its
    proprietary section. A compilation is an `amendmentList`. Raises Refused for what has no such form: a comparison,
    and a compilation without proposals.
    """
    document = dossier.document
    if document.style in ("comparison", "marshalled"):
        raise refuse(f"Akoma Ntoso has no {document.style} text", "write --style compilation, or another format")
    written = _amendments(dossier) if document.style == "compilation" else _treaty(dossier)
    root = f'<akomaNtoso xmlns="{NAMESPACE}" xmlns:drafter="{OURS}">{written}</akomaNtoso>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}\n'


def adopted(document: Document) -> bool:
    """Whether every clause of a text is adopted: it is then an act, no bill."""
    statuses = [block.status for block in document.blocks if isinstance(block, Heading)]
    return bool(statuses) and all(status == ClauseStatus.ADOPTED.phrase for status in statuses)


def _treaty(dossier: Dossier) -> str:
    document = dossier.document
    found = parts(document, Names())
    preamble, body = Hierarchy(document, links(found)).text(found)
    tag = "act" if adopted(document) else "bill"
    return element(
        tag,
        _meta(document, tag, "", dossier),
        _preface(document),
        element("preamble", preamble) if preamble else "",
        element("body", body or '<hcontainer name="empty" eId="empty"><content><p/></content></hcontainer>'),
        _conclusions(document),
        name="treaty",
    )


def _conclusions(document: Document) -> str:
    """Write what stands behind the text: places to sign, statements for the record, positions on conditions."""
    parts = [*_signatures(document), *_said(document)]
    return element("conclusions", *parts, eId="conclusions") if parts else ""


def _said(document: Document) -> Iterator[str]:
    for nth, (title, told) in enumerate(said_behind(document), 1):
        id = f"conclusions__statements_{nth}"
        each = (
            element(
                "container",
                *(element("p", text(said)) for said in (head, *paragraphs)),
                name="statement",
                eId=f"{id}__statement_{place}",
            )
            for place, (head, paragraphs) in enumerate(told, 1)
        )
        yield element("container", element("p", element("b", text(title))), *each, name="statements", eId=id)


def _signatures(document: Document) -> Iterator[str]:
    for party in document.signatures:
        yield element(
            "p", element("signature", text(signature(party, document.say)), eId=f"signature__{party.code.lower()}")
        )


def _preface(document: Document) -> str:
    facts = [each for each in (document.symbol, document.issue, STYLES[document.style]) if each]
    title = element("longTitle", element("p", element("docTitle", text(document.title))), eId="preface__title")
    stage = "".join(element("p", text(each)) for each in (*facts, document.notice, *document.notes))
    return element("preface", title, element("container", stage, name="stage", eId="preface__stage"))


def _amendments(dossier: Dossier) -> str:
    document = dossier.document
    proposals = [block for block in document.blocks if isinstance(block, Verbatim)]
    if not proposals:
        raise refuse("there is no proposal, and an amendment list can't be empty", "write --style clean")
    headings = {block.clause: block for block in document.blocks if isinstance(block, Heading)}
    components = [
        element("component", _amendment(proposal, headings[proposal.clause], document, at), eId=f"comp_{at}")
        for at, proposal in enumerate(proposals, 1)
    ]
    return element(
        "amendmentList",
        _meta(document, "amendmentList", "", dossier),
        _preface(document),
        element("collectionBody", *components),
        name="amendments",
    )


def _amendment(proposal: Verbatim, heading: Heading, document: Document, at: int) -> str:
    names = Names(prefix=f"comp_{at}__")
    told = f"{proposal.proponent}: {proposal.amendment} ({proposal.action}; {proposal.status})"
    about = f". It {proposal.about}" if proposal.about else ""
    content = element("p", text(f"{_instruction(proposal, heading)}{about}."))
    if proposal.content or proposal.text:
        clause = part(_proposed(proposal, heading), proposal.content, names)
        written = Hierarchy(document, links([clause])).clause(clause)
        quoted = element("quotedStructure", written, eId=f"comp_{at}__qstr_1")
        content += element("p", element("mod", quoted, eId=f"comp_{at}__mod_1"))
    why = element("p", text(proposal.rationale or "No rationale is on record."))
    return element(
        "amendment",
        _meta(document, "amendment", f"{proposal.amendment}-{proposal.clause}", None, proposal),
        element(
            "amendmentBody",
            element("amendmentHeading", element("p", text(told)), eId=f"comp_{at}__heading"),
            element("amendmentContent", content, eId=f"comp_{at}__content"),
            element("amendmentJustification", why, eId=f"comp_{at}__why"),
        ),
        name="amendment",
    )


def _instruction(proposal: Verbatim, heading: Heading) -> str:
    return {
        "add": f"Add {proposal.title}",
        "modify": f"For {heading.designation} substitute what follows",
        "delete": f"Delete {proposal.title}",
        "retain": f"Retain {proposal.title}",
    }[proposal.action]


def _proposed(proposal: Verbatim, heading: Heading) -> Heading:
    """Give the heading of a clause as proposed: its title holds designation and words."""
    return Heading(
        anchor="",
        clause=heading.clause,
        kind=heading.kind,
        number=heading.number,
        designation=proposal.title,
        level=heading.level,
        content=(),
        status=proposal.status,
    )


def _meta(document: Document, kind: str, number: str, dossier: Dossier | None, proposal: Verbatim | None = None) -> str:
    date = (proposal.tabled if proposal is not None else document.date)[:10]
    name = _NOT_IN_IRI.sub("-", (document.symbol or document.title).casefold()).strip("-") or "treaty"
    form = {"bill": "bill", "act": "act"}.get(kind, "amendment")
    work = f"/akn/un/{form}/treaty/{'/'.join(each for each in (name, number.lower()) if each)}"
    here = f"#{_prefix(number)}"
    author = f"{here}{proposal.signatory.lower() if proposal is not None else 'secretariat'}"
    drafter = f"{here}drafter"
    language = three_letters(document.language)
    expression = f"{work}/{language}@{document.date[:10]}"
    spoken = element("FRBRlanguage", language=language)
    commit = proposal.commit if proposal is not None else document.commit
    identification = element(
        "identification",
        _level("FRBRWork", f"{work}/!main", work, date, "work", author, element("FRBRcountry", value="un")),
        _level("FRBRExpression", f"{expression}/!main", expression, date, "text", author, spoken),
        _level("FRBRManifestation", f"{expression}/!main.xml", f"{expression}.akn", date, "file", drafter, _XML),
        source=drafter,
    )
    lifecycle = element(
        "lifecycle",
        element("eventRef", date=date, source=drafter, type="generation", eId=f"{_prefix(number)}event_1"),
        source=drafter,
    )
    return element(
        "meta",
        identification,
        lifecycle,
        element("references", *_organizations(document, proposal, number), source=drafter),
        element("proprietary", element("drafter:commit", text(commit)), *_ours(dossier, proposal), source=drafter),
    )


def _level(tag: str, this: str, uri: str, date: str, what: str, author: str, more: str) -> str:
    return element(
        tag,
        element("FRBRthis", value=this),
        element("FRBRuri", value=uri),
        element("FRBRdate", date=date, name=what),
        element("FRBRauthor", href=author),
        more,
    )


def _prefix(number: str) -> str:
    return f"{number.lower()}__" if number else ""


def _organizations(document: Document, proposal: Verbatim | None, number: str) -> Iterator[str]:
    """Name everybody that the file refers to."""
    codes = [("secretariat", "Secretariat")]
    if proposal is not None:
        known = {party.code: party.name for party in (*document.signatories, *document.groups)}
        named = dict.fromkeys((proposal.signatory, proposal.proponent, *proposal.cosponsors))
        codes = [(code.lower(), known.get(code, code)) for code in named]
    elif document.attributed:
        codes += [(party.code.lower(), party.name) for party in (*document.groups, *document.signatories)]
    prefix = _prefix(number)
    for code, name in codes:
        yield element("TLCOrganization", eId=f"{prefix}{code}", href=f"/akn/ontology/organization/{code}", showAs=name)
    yield element(
        "TLCOrganization",
        eId=f"{prefix}drafter",
        href="/akn/ontology/organization/drafter",
        showAs=f"drafter {__version__}",
    )


def _ours(dossier: Dossier | None, proposal: Verbatim | None) -> Iterator[str]:
    """Write what only we have words for."""
    if proposal is not None:
        yield element(
            "drafter:proposal",
            amendment=proposal.amendment,
            proponent=proposal.proponent,
            signatory=proposal.signatory,
            cosponsors=" ".join(proposal.cosponsors),
            action=proposal.action,
            status=proposal.status,
            tabled=proposal.tabled,
            base=proposal.base,
            sha256=proposal.text_sha256,
        )
    if dossier is None:
        return
    yield element("drafter:recordsUntil", text(dossier.document.records_until))
    positions = [
        element(
            "drafter:position",
            text(row.statement),
            signatory=row.signatory,
            target=row.target,
            stance=row.stance,
            stale="true" if row.stale else "",
            cosponsor="true" if row.cosponsor else "",
            onBehalfOf=row.on_behalf_of or "",
            departsFrom=" ".join(row.departs),
            conditions="; ".join(f"{each.degree} {each.target} {each.state}" for each in row.conditions),
            commit=row.commit,
            date=row.date,
            delegate=row.delegate,
        )
        for row in dossier.positions
    ]
    yield element("drafter:positions", *positions)
