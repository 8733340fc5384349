// Companies that agencies went after twice or more.
// As repeat-offenders.rq, of the nodes and edges that `kg load` writes.
MATCH (by:Agency)<-[:AGENT]-(event:Event {status: 'fact'})-[:TARGET]->(firm:Company)
WHERE event.type IN ['Investigation', 'Raid', 'Warning', 'Charges', 'LawsuitFiling', 'Fine', 'Order', 'Ban', 'Block', 'Sanction']
WITH firm, count(DISTINCT event) AS events, count(DISTINCT by) AS agencies, count(DISTINCT event.type) AS kinds,
  min(event.date) AS earliest, max(event.date) AS latest
WHERE events > 1
RETURN firm.label AS company, events, agencies, kinds, coalesce(earliest, '') AS first, coalesce(latest, '') AS last
ORDER BY events DESC, company, firm.iri
