"""The two models: Tagger (names and their types) and Relator (what entities are to each other), on a small BERT encoder each."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 (torch's own custom)

from kg.extract.learned.heads import GAPS
from kg.extract.learned.labels import labels
from kg.extract.learned.pieces import CASES, MENTION_TYPES, TAGS

HIDDEN, HEADS, LAYERS, INNER = 384, 12, 6, 1536
PAIR, BLOCK = 384, 32  # width of a pair's halves, and of the groups in their bilinear form
TYPE_WIDTH, DISTANCES = 24, 10


class Layer(nn.Module):
    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor, with_attention: bool = False) -> tuple[Tensor, Tensor | None]:
        b, t, _ = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        weights = None
        if with_attention:
            weights = torch.softmax((q @ k.transpose(-1, -2)).float() * (HIDDEN // HEADS) ** -0.5 + bias, -1)
            mixed = weights.to(v.dtype) @ v
        else:
            mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        x = self.norm1(x + self.dropout(self.out(mixed.transpose(1, 2).reshape(b, t, HIDDEN))))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x))))), weights


class Encoder(nn.Module):
    """BERT with two features more, letter case and (for the Relator) the tag of the name a piece is in; both enter above the frozen layers."""

    def __init__(self, frozen: int = 1, tagged: bool = False, dropout: float = 0.1) -> None:
        super().__init__()
        self.frozen = frozen
        self.words = nn.Embedding(30522, HIDDEN)
        self.places = nn.Embedding(512, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.cases = nn.Embedding(CASES, HIDDEN)
        self.tags = nn.Embedding(len(TAGS), HIDDEN) if tagged else None
        self.layers = nn.ModuleList(Layer(0.0 if i < frozen else dropout) for i in range(LAYERS))
        for table in (self.cases, self.tags):
            if table is not None:
                nn.init.normal_(table.weight, std=0.02)

    def load_base(self, folder: Path) -> None:
        """Take the weights of a BERT checkpoint (config.json beside model.safetensors)."""
        config = json.loads((folder / "config.json").read_text("utf-8"))
        if (config["hidden_size"], config["num_hidden_layers"], config["num_attention_heads"]) != (HIDDEN, LAYERS, HEADS):
            raise SystemExit(f"{folder}: not a {LAYERS}-layer encoder of width {HIDDEN}")
        old = load_file(folder / "model.safetensors")
        e = "embeddings."
        with torch.no_grad():
            self.words.weight.copy_(old[e + "word_embeddings.weight"])
            self.places.weight.copy_(old[e + "position_embeddings.weight"] + old[e + "token_type_embeddings.weight"][0])
            self.norm.load_state_dict({n: old[f"{e}LayerNorm.{n}"] for n in ("weight", "bias")})
            for i, layer in enumerate(self.layers):
                at = f"encoder.layer.{i}."
                for n in ("weight", "bias"):
                    getattr(layer.qkv, n).copy_(torch.cat([old[f"{at}attention.self.{p}.{n}"] for p in ("query", "key", "value")]))
                    getattr(layer.out, n).copy_(old[f"{at}attention.output.dense.{n}"])
                    getattr(layer.norm1, n).copy_(old[f"{at}attention.output.LayerNorm.{n}"])
                    getattr(layer.up, n).copy_(old[f"{at}intermediate.dense.{n}"])
                    getattr(layer.down, n).copy_(old[f"{at}output.dense.{n}"])
                    getattr(layer.norm2, n).copy_(old[f"{at}output.LayerNorm.{n}"])

    def forward(self, ids: Tensor, cases: Tensor, tags: Tensor | None, mask: Tensor, with_attention: bool = False) -> tuple[Tensor, Tensor | None]:
        """States [batch, pieces, HIDDEN]; with_attention: also the last layer's attention [batch, HEADS, pieces, pieces]."""
        bias = (1.0 - mask.float())[:, None, None, :] * -1e4
        with torch.set_grad_enabled(False):
            x = self.norm(self.words(ids) + self.places(torch.arange(ids.shape[1], device=ids.device)))
            for layer in self.layers[: self.frozen]:
                x, _ = layer(x, bias)
        x = x + self.cases(cases)
        if self.tags is not None and tags is not None:
            x = x + self.tags(tags)
        attention = None
        for i, layer in enumerate(self.layers[self.frozen :], self.frozen):
            x, attention = layer(x, bias, with_attention and i == LAYERS - 1)
        return x, attention


class Tagger(nn.Module):
    def __init__(self, frozen: int = 1, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(frozen, dropout=dropout)
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(HIDDEN, len(TAGS))

    def forward(self, ids: Tensor, cases: Tensor, mask: Tensor) -> Tensor:
        return self.head(self.dropout(self.encoder(ids, cases, None, mask)[0])).float()


class Relator(nn.Module):
    """Scores every label for ordered pairs of entities; entities pool their mentions, pairs attend to what both attend to."""

    def __init__(self, frozen: int = 1, dropout: float = 0.1) -> None:
        super().__init__()
        count = len(labels())
        self.encoder = Encoder(frozen, tagged=True, dropout=dropout)
        self.dropout = nn.Dropout(dropout)
        self.kind = nn.Embedding(len(MENTION_TYPES), TYPE_WIDTH)
        self.distance = nn.Embedding(DISTANCES, TYPE_WIDTH)
        self.gap = nn.Embedding(GAPS, TYPE_WIDTH)
        wide = 5 * HIDDEN + 4 * TYPE_WIDTH
        self.subject = nn.Linear(wide, PAIR)
        self.object = nn.Linear(wide, PAIR)
        self.bilinear = nn.Linear(PAIR * BLOCK, count + 1)
        self.linear = nn.Linear(2 * PAIR, count + 1)
        self.label = nn.Embedding(count, PAIR)
        self.query = nn.Linear(3 * PAIR, HIDDEN)
        self.pointer = nn.Linear(HIDDEN, HIDDEN)
        self.status = nn.Linear(2 * HIDDEN, 5)
        self.shows = nn.Linear(HIDDEN, count)  # which labels a word-piece shows, pairs apart
        nn.init.constant_(self.shows.bias, -6.0)

    def pool(self, states: Tensor, attention: Tensor, doc: dict) -> tuple[Tensor, Tensor, Tensor]:
        """Of one article, the entities' states [entities, HIDDEN] and attention [entities, windows, HEADS, pieces], the mentions' states.

        doc: "windows" (first, last) rows of the batch; "piece_window", "piece_place", "piece_mention": parallel, over the mentions' pieces;
        "mention_entity", "mention_window": over the mentions.
        """
        first, last = doc["windows"]
        h, a = states[first:last], attention[first:last]
        w, p, m = doc["piece_window"], doc["piece_place"], doc["piece_mention"]
        entity, count = doc["mention_entity"], doc["count"]
        mentions = len(entity)
        size = torch.zeros(mentions).index_add_(0, m, torch.ones(len(m)))
        rep = torch.zeros(mentions, HIDDEN).index_add_(0, m, h[w, p].float()) / size[:, None]
        top = torch.full((count, HIDDEN), -1e4).scatter_reduce(0, entity[:, None].expand_as(rep), rep.detach(), "amax")
        total = torch.zeros(count, HIDDEN).index_add_(0, entity, torch.exp(rep - top[entity]))
        pooled = top + torch.log(total.clamp_min(1e-9))
        spread = last - first
        rows = a[w, :, p].float() / size[m][:, None, None]
        per = torch.zeros(count * spread, HEADS, h.shape[1]).index_add_(0, entity[m] * spread + w, rows)
        number = torch.zeros(count * spread).index_add_(0, entity * spread + doc["mention_window"], torch.ones(mentions))
        return pooled, (per / number.clamp_min(1)[:, None, None]).view(count, spread, HEADS, h.shape[1]), rep

    def halves(self, states: Tensor, pooled: Tensor, attended: Tensor, rep: Tensor, doc: dict) -> tuple[Tensor, Tensor]:
        """The two halves of each pair in doc["pairs"] [pairs, 2], doc["distance"] [pairs], doc["near"] [pairs, 6]: fields of Near."""
        s, o = doc["pairs"].T
        both = (attended[s] * attended[o]).mean(2).flatten(1)
        both = both / (both.sum(1, keepdim=True) + 1e-5)
        first, last = doc["windows"]
        context = both @ states[first:last].float().flatten(0, 1)
        far = self.distance(doc["distance"])
        ts, to = self.kind(doc["types"][s]), self.kind(doc["types"][o])
        subject, object_, window, start, stop, gap = doc["near"].T
        sums = F.pad(states[first:last].float().cumsum(1), (0, 0, 1, 0))
        between = (sums[window, stop] - sums[window, start]) / (stop - start).clamp_min(1)[:, None]
        here = self.dropout(torch.cat([rep[subject], rep[object_], between], 1))
        zs = torch.tanh(self.subject(torch.cat([pooled[s], context, ts, to, far, here, self.gap(gap)], 1)))
        zo = torch.tanh(self.object(torch.cat([pooled[o], context, ts, to, far, here, self.gap(gap)], 1)))
        return zs, zo

    def score(self, zs: Tensor, zo: Tensor) -> Tensor:
        """[pairs, 1 + labels]: the threshold first."""
        zs, zo = self.dropout(zs), self.dropout(zo)
        grouped = zs.view(-1, PAIR // BLOCK, BLOCK, 1) * zo.view(-1, PAIR // BLOCK, 1, BLOCK)
        return self.bilinear(grouped.flatten(1)) + self.linear(torch.cat([zs, zo], 1))

    def point(self, states: Tensor, valid: Tensor, zs: Tensor, zo: Tensor, label: Tensor) -> tuple[Tensor, Tensor]:
        """For pairs with a label each: where it is shown [pairs, windows * pieces] (scores), and the statuses' scores [pairs, 5].

        states [windows * pieces, HIDDEN]; valid: which of them are pieces of the text.
        """
        q = torch.tanh(self.query(torch.cat([zs, zo, self.label(label)], 1)))
        scores = q @ self.pointer(states).T * HIDDEN**-0.5 * 4 + torch.where(valid, 0.0, -1e4)
        seen = torch.softmax(scores, 1) @ states
        return scores, self.status(torch.cat([q, seen], 1))


def adaptive_loss(scores: Tensor, wanted: Tensor, weight: Tensor, admitted: Tensor) -> Tensor:
    """Each wanted label above the pair's threshold, all others below it; summed over pairs.

    scores [pairs, 1 + labels]; wanted, admitted bool [pairs, labels]; weight [pairs, labels]: of the wanted ones.
    """
    threshold, rest = scores[:, :1], scores[:, 1:]
    up = (F.softplus(threshold - rest) * wanted * weight).sum()
    against = torch.where(admitted & ~wanted, rest, -1e4)
    return up + (torch.logsumexp(torch.cat([threshold, against], 1), 1) - threshold[:, 0]).sum()
