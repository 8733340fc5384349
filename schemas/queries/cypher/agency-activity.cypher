// What each agency and court does, and how often: events by kind.
// As agency-activity.rq, of the nodes and edges that `kg load` writes.
MATCH (event:Event {status: 'fact'})-[:AGENT]->(by:Agency)
OPTIONAL MATCH (event)-[:TARGET]->(party:Entity)
WITH by, event.type AS what, count(DISTINCT event) AS events, count(DISTINCT party) AS parties, min(event.date) AS earliest, max(event.date) AS latest
RETURN by.label AS agency, what, events, parties, coalesce(earliest, '') AS first, coalesce(latest, '') AS last
ORDER BY events DESC, agency, what, by.iri
