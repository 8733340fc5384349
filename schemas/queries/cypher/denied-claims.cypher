// What an article says did not or will not happen, and how many say that it did.
// As denied-claims.rq, of the nodes and edges that `kg load` writes.
MATCH (claim:Claim {status: 'negated'})-[:SUBJECT]->(s), (claim)-[:OBJECT]->(o), (claim)-[:DERIVED_FROM]->(article:Article)
OPTIONAL MATCH (s)<-[:SUBJECT]-(other:Claim {status: 'fact'})-[:OBJECT]->(o), (other)-[:DERIVED_FROM]->(told:Article)
WHERE other.predicate = claim.predicate
WITH claim, s, o, article, count(DISTINCT told) AS said_as_fact
RETURN s.label AS subject, claim.predicate AS relation, o.label AS object, said_as_fact, claim.quote AS quote, article.source AS source
ORDER BY subject, relation, object, source, quote
