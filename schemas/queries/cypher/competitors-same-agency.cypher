// Competitors that the same agency has gone after, and how often each.
// As competitors-same-agency.rq, of the nodes and edges that `kg load` writes.
MATCH (a:Entity)-[:COMPETES_WITH]-(b:Entity)
WHERE a.iri < b.iri
WITH DISTINCT a, b
MATCH (a)<-[:TARGET]-(one:Event {status: 'fact'})-[:AGENT]->(by:Agency)
WHERE one.type IN ['Investigation', 'Raid', 'Warning', 'Charges', 'LawsuitFiling', 'Fine', 'Order', 'Ban', 'Block', 'Sanction']
MATCH (b)<-[:TARGET]-(other:Event {status: 'fact'})-[:AGENT]->(by)
WHERE other.type IN ['Investigation', 'Raid', 'Warning', 'Charges', 'LawsuitFiling', 'Fine', 'Order', 'Ban', 'Block', 'Sanction']
WITH by, a, b, count(DISTINCT one) AS against_company, count(DISTINCT other) AS against_rival
RETURN by.label AS agency, a.label AS company, b.label AS rival, against_company, against_rival
ORDER BY agency, company, rival, against_company, against_rival
