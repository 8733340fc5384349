// The articles that the graph rests on most: claims and events by article.
// As most-quoted-articles.rq, of the nodes and edges that `kg load` writes.
MATCH (claim:Claim)-[:DERIVED_FROM]->(article:Article)
OPTIONAL MATCH (claim)-[:DESCRIBES]->(event:Event)
WITH article, count(DISTINCT claim) AS claims, count(DISTINCT event) AS events
RETURN article.source AS source, article.title AS title, article.publisher AS publisher, article.date AS issued, claims, events
ORDER BY claims DESC, source
