"""A parser over MiniLM's contextual vectors: biaffine scores of heads and relations (Dozat & Manning 2017), tags, features.

Needed for training alone, as teacher of the pipeline that is shipped; its requirements (torch, safetensors, tokenizers) stand
in README.md and in no lock file. The encoder is all-MiniLM-L6-v2 (Apache-2.0; Wang et al. 2020), fine-tuned with the parser.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn

__all__ = ["WIDTH", "Encoder", "Network", "Pieces", "Scores", "WordPieces"]

WIDTH, LAYERS, ATTENTION_HEADS, INNER = 384, 6, 12, 1536
"""Those of MiniLM-L6-H384-uncased."""
PLACES = 512
FROZEN = 2
"""The lowest layers, which stay as they are, and so do the pieces' vectors: a fifth of the time saved."""
ARC_WIDTH, RELATION_WIDTH, SHAPE_WIDTH = 320, 128, 32
HEAD_DROPOUT = 0.33
"""Of the layers over the encoder, as Dozat & Manning have it."""
SHAPES = 512
"""Buckets for the shapes of words: MiniLM's pieces have no capitals."""


@dataclass(frozen=True)
class Pieces:
    """A batch of sentences: numbers of word pieces, what shares of them make up each word, and the words' shapes."""

    pieces: Tensor
    padding: Tensor
    """Whether a piece is none."""
    pooling: Tensor
    """Sentences × words × pieces; a word's row sums to 1."""
    shapes: Tensor
    words: Tensor
    """Whether there is a word, sentences × words."""


class WordPieces:
    """Cut the words of sentences into MiniLM's pieces."""

    def __init__(self, folder: Path) -> None:
        """Read `tokenizer.json`."""
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._first, self._last = (self._tokenizer.token_to_id(name) for name in ("[CLS]", "[SEP]"))

    def lengths(self, sentences: Sequence[Sequence[str]]) -> list[int]:
        """Give the number of pieces of each sentence."""
        cut = self._tokenizer.encode_batch([list(words) for words in sentences], is_pretokenized=True, add_special_tokens=False)
        return [len(each.ids) + 2 for each in cut]

    def __call__(self, sentences: Sequence[Sequence[str]]) -> Pieces:
        """Give a batch; pieces beyond MiniLM's 512 places are left out."""
        cut = self._tokenizer.encode_batch([list(words) for words in sentences], is_pretokenized=True, add_special_tokens=False)
        ids = [each.ids[: PLACES - 2] for each in cut]
        longest, most = max(map(len, ids)) + 2, max(map(len, sentences))
        pieces = torch.zeros(len(ids), longest, dtype=torch.long)
        padding = torch.ones(len(ids), longest, dtype=torch.bool)
        pooling = torch.zeros(len(ids), most, longest)
        shapes = torch.zeros(len(ids), most, dtype=torch.long)
        for row, (own, encoded, words) in enumerate(zip(ids, cut, sentences, strict=True)):
            pieces[row, : len(own) + 2] = torch.tensor([self._first, *own, self._last])
            padding[row, : len(own) + 2] = False
            pooling[row, torch.tensor(encoded.word_ids[: len(own)], dtype=torch.long), torch.arange(1, len(own) + 1)] = 1
            shapes[row, : len(words)] = torch.tensor([crc32(shape(word).encode()) % SHAPES for word in words])
        pooling /= pooling.sum(2, keepdim=True).clamp(min=1)
        lengths = torch.tensor([len(words) for words in sentences])
        return Pieces(pieces, padding, pooling, shapes, torch.arange(most)[None] < lengths[:, None])


def shape(word: str) -> str:
    """Give a word's shape, runs cut at two.

    Examples:
        >>> shape("McDonald's"), shape("2024"), shape("x")
        ("XxXxx'x", 'dd', 'x')
    """
    classes = ["d" if c.isdigit() else "X" if c.isupper() else "x" if c.isalpha() else c for c in word]
    return "".join(c for at, c in enumerate(classes) if at < 2 or classes[at - 2 : at] != [c, c])


class Encoder(nn.Module):  # type: ignore[misc]  # torch is not among what is checked with
    """MiniLM; gives for each piece the weighted mean of its layers."""

    def __init__(self, folder: Path) -> None:
        """Read `model.safetensors`."""
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.places = nn.Embedding(PLACES, WIDTH)
        self.types = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        layer = {"dropout": 0.0, "activation": "gelu", "batch_first": True, "layer_norm_eps": 1e-12}
        made = [nn.TransformerEncoderLayer(WIDTH, ATTENTION_HEADS, INNER, **layer) for _ in range(LAYERS)]
        self.layers = nn.ModuleList(made)
        self.mix = nn.Parameter(torch.tensor([0.0] * (LAYERS - 1) + [1.0]))
        self.load_state_dict(_renamed(load_file(folder / "model.safetensors")), strict=False)
        for each in (self.words, self.places, self.norm, *made[:FROZEN]):
            each.requires_grad_(requires_grad=False)
        self.types.requires_grad_(requires_grad=False)

    def forward(self, pieces: Tensor, padding: Tensor) -> Tensor:
        """Give sentences × pieces × width."""
        places = self.places.weight[: pieces.shape[1]]
        state = self.norm(self.words(pieces) + places + self.types)
        states = []
        for layer in self.layers:
            state = layer(state, src_key_padding_mask=padding)
            states.append(state)
        shares = self.mix.softmax(0)
        return torch.stack([share * each for share, each in zip(shares, states, strict=True)]).sum(0)


def _renamed(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """Give BERT's weights under torch's names."""
    found = {
        "words.weight": weights["embeddings.word_embeddings.weight"],
        "places.weight": weights["embeddings.position_embeddings.weight"],
        "types": weights["embeddings.token_type_embeddings.weight"][0],
    }
    for kind in ("weight", "bias"):
        found[f"norm.{kind}"] = weights[f"embeddings.LayerNorm.{kind}"]
        for at in range(LAYERS):
            own, other = f"layers.{at}", f"encoder.layer.{at}"
            three = [weights[f"{other}.attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            found[f"{own}.self_attn.in_proj_{kind}"] = torch.cat(three)
            found[f"{own}.self_attn.out_proj.{kind}"] = weights[f"{other}.attention.output.dense.{kind}"]
            found[f"{own}.norm1.{kind}"] = weights[f"{other}.attention.output.LayerNorm.{kind}"]
            found[f"{own}.linear1.{kind}"] = weights[f"{other}.intermediate.dense.{kind}"]
            found[f"{own}.linear2.{kind}"] = weights[f"{other}.output.dense.{kind}"]
            found[f"{own}.norm2.{kind}"] = weights[f"{other}.output.LayerNorm.{kind}"]
    return found


@dataclass(frozen=True)
class Scores:
    """What the network says of each word, before the softmax."""

    heads: Tensor
    """Sentences × words × 1 + words; the first is "none", a root's."""
    tags: Tensor
    features: Tensor
    words: Tensor
    """The words' vectors, sentences × words × width."""


class Network(nn.Module):  # type: ignore[misc]
    """The encoder with all that stands over it."""

    def __init__(self, folder: Path, relations: int, tags: int, features: int) -> None:
        """Begin with MiniLM's weights, the rest drawn at random."""
        super().__init__()
        self.encoder = Encoder(folder)
        self.shape = nn.Embedding(SHAPES, SHAPE_WIDTH)
        wide = WIDTH + SHAPE_WIDTH
        self.root = nn.Parameter(torch.zeros(1, 1, wide))
        self.drop = nn.Dropout(HEAD_DROPOUT)
        self.governed, self.governing = _layer(wide, ARC_WIDTH), _layer(wide, ARC_WIDTH)
        self.governed_by, self.governing_as = _layer(wide, RELATION_WIDTH), _layer(wide, RELATION_WIDTH)
        self.arc = nn.Parameter(torch.zeros(ARC_WIDTH + 1, ARC_WIDTH))
        self.relation = nn.Parameter(torch.zeros(RELATION_WIDTH + 1, relations, RELATION_WIDTH + 1))
        self.tag, self.feature = nn.Linear(wide, tags), nn.Linear(wide, features)

    def forward(self, batch: Pieces) -> Scores:
        """Give the scores of heads, tags and features."""
        states = self.encoder(batch.pieces, batch.padding)
        words = self.drop(torch.cat([batch.pooling @ states, self.shape(batch.shapes)], 2))
        governing = self.governing(self._rooted(words))
        heads = _with_one(self.governed(words)) @ self.arc @ governing.transpose(1, 2)
        known = torch.cat([torch.ones_like(batch.words[:, :1]), batch.words], 1)
        heads = heads.masked_fill(~known[:, None], -1e4)
        return Scores(heads, self.tag(words), self.feature(words), words)

    def relations(self, words: Tensor, heads: Tensor) -> Tensor:
        """Give sentences × words × relations, for the heads that are given (0 is none)."""
        governing = _with_one(self.governing_as(self._rooted(words)))
        chosen = governing.gather(1, heads[:, :, None].expand(-1, -1, governing.shape[2]))
        own = _with_one(self.governed_by(words))
        return torch.einsum("bwi,irj,bwj->bwr", own, self.relation, chosen)

    def _rooted(self, words: Tensor) -> Tensor:
        return torch.cat([self.root.expand(len(words), -1, -1), words], 1)


def _layer(inner: int, outer: int) -> nn.Module:
    return nn.Sequential(nn.Linear(inner, outer), nn.LeakyReLU(0.1), nn.Dropout(HEAD_DROPOUT))


def _with_one(states: Tensor) -> Tensor:
    return torch.cat([states, torch.ones_like(states[:, :, :1])], 2)
