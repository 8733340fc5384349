// Which judge and which court have which case, and how often they ruled in it.
// As judges-and-courts.rq, of the nodes and edges that `kg load` writes.
MATCH (suit:Lawsuit)
OPTIONAL MATCH (person:Entity)-[:JUDGE_IN]->(suit)
OPTIONAL MATCH (suit)-[:HEARD_IN]->(bench:Entity)
WITH suit, person, bench
WHERE person IS NOT NULL OR bench IS NOT NULL
OPTIONAL MATCH (suit)<-[:IN_LAWSUIT]-(ruling:Event {type: 'Ruling', status: 'fact'})-[:AGENT]->(by:Entity)
WHERE by = person OR by = bench
WITH suit, person, bench, count(DISTINCT ruling) AS rulings
RETURN suit.label AS lawsuit, coalesce(person.label, '') AS judge, coalesce(bench.label, '') AS court, rulings
ORDER BY lawsuit, judge, court, suit.iri
