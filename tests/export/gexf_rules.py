"""The rules of GEXF 1.3 for what we write, as a RELAX NG grammar in our own words."""

from __future__ import annotations

from lxml import etree

_TIMES = """<choice>
  <interleave><optional><attribute name="start"><ref name="time"/></attribute></optional>
    <optional><attribute name="end"><ref name="time"/></attribute></optional></interleave>
  <attribute name="timestamp"><ref name="time"/></attribute></choice>"""
_VALUES = """<optional><element name="attvalues"><zeroOrMore><element name="attvalue">
  <attribute name="for"/><attribute name="value"/></element></zeroOrMore></element></optional>"""
_SPELLS = f"""<optional><element name="spells"><oneOrMore><element name="spell">{_TIMES}</element></oneOrMore></element></optional>"""
_COUNT = '<optional><attribute name="count"><data type="nonNegativeInteger"/></attribute></optional>'
_LABEL = '<optional><attribute name="label"><data type="token"/></attribute></optional>'


def _one_of(*words: str) -> str:
    return "<choice>" + "".join(f"<value>{word}</value>" for word in words) + "</choice>"


_GRAMMAR = f"""<grammar ns="http://gexf.net/1.3" xmlns="http://relaxng.org/ns/structure/1.0"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
<start><element name="gexf"><attribute name="version"><value>1.3</value></attribute><element name="graph"><interleave>
  <optional><attribute name="defaultedgetype">{_one_of("directed", "undirected", "mutual")}</attribute></optional>
  <optional><attribute name="mode">{_one_of("static", "dynamic", "slice")}</attribute></optional>
  <optional><attribute name="timeformat">{_one_of("integer", "double", "date", "dateTime")}</attribute></optional>
  <optional><attribute name="timerepresentation">{_one_of("interval", "timestamp")}</attribute></optional>
  <optional><attribute name="idtype">{_one_of("integer", "string")}</attribute></optional>
  <zeroOrMore><element name="attributes"><attribute name="class">{_one_of("node", "edge")}</attribute>
    <zeroOrMore><element name="attribute"><attribute name="id"/><attribute name="title"/>
      <attribute name="type">{_one_of("integer", "long", "double", "boolean", "string", "liststring", "anyURI")}</attribute>
    </element></zeroOrMore></element></zeroOrMore>
  <group>
    <element name="nodes">{_COUNT}<zeroOrMore><element name="node"><interleave>
      <attribute name="id"/>{_LABEL}{_TIMES}{_VALUES}{_SPELLS}</interleave></element></zeroOrMore></element>
    <element name="edges">{_COUNT}<zeroOrMore><element name="edge"><interleave>
      <attribute name="id"/><attribute name="source"/><attribute name="target"/>
      <optional><attribute name="type">{_one_of("directed", "undirected", "mutual")}</attribute></optional>
      <optional><attribute name="kind"><data type="token"/></attribute></optional>
      <optional><attribute name="weight"><data type="double"/></attribute></optional>
      {_LABEL}{_TIMES}{_VALUES}{_SPELLS}</interleave></element></zeroOrMore></element>
  </group></interleave></element></element></start>
<define name="time"><choice><data type="integer"/><data type="double"/><data type="date"/><data type="dateTime"/></choice></define>
</grammar>"""

_RULES = etree.RelaxNG(etree.fromstring(_GRAMMAR))
_NS = "{http://gexf.net/1.3}"


def gexf_faults(text: str) -> list[str]:
    """What breaks the rules: of the grammar, and those that no grammar can say (references lead somewhere, counts and types hold)."""
    root = etree.fromstring(text.encode("utf-8"), etree.XMLParser(huge_tree=True))
    if not _RULES.validate(root):
        return [str(error) for error in _RULES.error_log]
    faults = []
    declared = {(a.getparent().get("class"), a.get("id")): a.get("type") for a in root.iter(f"{_NS}attribute")}
    ids = [node.get("id") for node in root.iter(f"{_NS}node")]
    if len(set(ids)) != len(ids):
        faults.append("a node's id stands twice")
    for kind in ("node", "edge"):
        elements = list(root.iter(f"{_NS}{kind}"))
        count = root.find(f".//{_NS}{kind}s").get("count")
        if count != str(len(elements)):
            faults.append(f"{count} {kind}s are said, {len(elements)} are there")
        for element in elements:
            for value in element.iter(f"{_NS}attvalue"):
                type_ = declared.get((kind, value.get("for")))
                if type_ is None:
                    faults.append(f"no attribute {value.get('for')} of a {kind}")
                elif type_ != "string":
                    float(value.get("value"))
            times = [element, *element.iter(f"{_NS}spell")]
            faults += [f"ends before it starts: {t.attrib}" for t in times if t.get("start", "") > t.get("end", "9999")]
            faults += [f"leads to no node: {element.get(end)}" for end in ("source", "target") if kind == "edge" and element.get(end) not in ids]
    return faults
