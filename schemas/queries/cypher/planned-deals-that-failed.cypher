// Deals that were dropped or stopped, with who stood in the way.
// As planned-deals-that-failed.rq, of the nodes and edges that `kg load` writes.
MATCH (claim:Claim {status: 'negated'})-[:SUBJECT]->(s), (claim)-[:OBJECT]->(o), (claim)-[:DERIVED_FROM]->(article:Article)
WHERE (claim.predicate = 'acquired' AND NOT (s)-[:ACQUIRED]->(o))
   OR (claim.predicate = 'mergedWith' AND NOT (s)-[:MERGED_WITH]->(o))
   OR (claim.predicate = 'ownsStakeIn' AND NOT (s)-[:OWNS_STAKE_IN]->(o))
OPTIONAL MATCH (claim)-[:DESCRIBES]->(event:Event)
OPTIONAL MATCH (by:Entity)-[:BLOCKED]->(s)
WITH s, o, claim.predicate AS relation, min(event.date) AS earliest, min(by.label) AS blocker, count(DISTINCT article) AS articles, max(toString(claim.confidence) + ' ' + claim.quote) AS surest
OPTIONAL MATCH (s)<-[:SUBJECT]-(told:Claim)-[:OBJECT]->(o), (told)-[:DESCRIBES]->(deal:Event)
WHERE told.predicate = relation AND deal.amount IS NOT NULL
WITH s, o, relation, earliest, blocker, articles, surest, deal.currency AS currency, max(deal.amount) AS amount
WITH s, o, relation, earliest, blocker, articles, currency, amount, substring(surest, size(split(surest, ' ')[0]) + 1) AS quote
RETURN coalesce(earliest, '') AS date, s.label AS buyer, relation, o.label AS target, amount, currency, coalesce(blocker, '') AS blocked_by, articles, quote
ORDER BY date DESC, buyer, relation, target, coalesce(currency, ''), quote
