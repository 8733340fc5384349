// How much money is at stake, by currency and kind of event.
// As amounts-by-currency.rq, of the nodes and edges that `kg load` writes.
MATCH (event:Event {status: 'fact'})
WHERE event.amount IS NOT NULL
RETURN event.currency AS currency, event.type AS what, count(event) AS events, sum(event.amount) AS total, max(event.amount) AS largest
ORDER BY currency, total DESC, what
