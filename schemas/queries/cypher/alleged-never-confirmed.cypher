// What is only alleged: said by somebody, and reported as fact by no article.
// As alleged-never-confirmed.rq, of the nodes and edges that `kg load` writes.
MATCH (claim:Claim {status: 'alleged'})-[:SUBJECT]->(s), (claim)-[:OBJECT]->(o), (claim)-[:DERIVED_FROM]->(article:Article)
WHERE NOT EXISTS { MATCH (claim)-[:DESCRIBES]->(event:Event) WHERE event.status = 'fact' }
  AND NOT EXISTS { MATCH (s)<-[:SUBJECT]-(other:Claim)-[:OBJECT]->(o) WHERE other.status = 'fact' AND other.predicate = claim.predicate }
  AND NOT (claim.predicate IN ['settledWith', 'mergedWith', 'partneredWith', 'competesWith']
    AND EXISTS { MATCH (o)<-[:SUBJECT]-(mirrored:Claim)-[:OBJECT]->(s) WHERE mirrored.status = 'fact' AND mirrored.predicate = claim.predicate })
RETURN s.label AS subject, claim.predicate AS relation, o.label AS object, claim.attribution AS attribution, claim.quote AS quote, article.source AS source
ORDER BY subject, relation, object, source, quote
