// What one company owns, makes, is owned by, works with and competes with, and who works for it.
// As company-ties.rq, of the nodes and edges that `kg load` writes. The name of the company is the parameter $name.
MATCH (company:Entity)
WHERE toLower(company.label) = toLower($name) OR any(alias IN company.aliases WHERE toLower(alias) = toLower($name))
MATCH (claim:Claim)-[:SUBJECT|OBJECT]->(company)
WHERE claim.predicate IN ['acquired', 'mergedWith', 'ownsStakeIn', 'subsidiaryOf', 'partneredWith', 'competesWith', 'makes', 'worksFor', 'founded']
WITH DISTINCT claim
MATCH (claim)-[:SUBJECT]->(s), (claim)-[:OBJECT]->(o), (claim)-[:DERIVED_FROM]->(article:Article)
WITH s, o, claim.predicate AS relation, claim.status AS status, count(DISTINCT article) AS articles, max(toString(claim.confidence) + ' ' + claim.quote) AS surest
WITH s, o, relation, status, articles, substring(surest, size(split(surest, ' ')[0]) + 1) AS quote
RETURN s.label AS subject, relation, o.label AS object, status, articles, quote
ORDER BY relation, subject, object, status, quote
