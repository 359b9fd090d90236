"""Tokens per second of one training step in PyTorch float32, for the shape given as JSON.

The step is the benchmark's: BERT's layers with mean pooling, in-batch InfoNCE over cosines at temperature 0.05,
clipping by global norm, AdamW. Queries and passages are two batches, so nothing is padded.
Run by `npm run bench`; prints one number. Needs nothing but torch.
"""

import json
import statistics
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

WARM_UP = 2
STEPS = 5


class Layer(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self, hidden, heads, intermediate):
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(hidden, hidden)
        self.key = nn.Linear(hidden, hidden)
        self.value = nn.Linear(hidden, hidden)
        self.mixed = nn.Linear(hidden, hidden)
        self.inner = nn.Linear(hidden, intermediate)
        self.outer = nn.Linear(intermediate, hidden)
        self.attended = nn.LayerNorm(hidden, eps=1e-12)
        self.normed = nn.LayerNorm(hidden, eps=1e-12)

    def forward(self, x):
        texts, length, hidden = x.shape

        def split(y):
            return y.view(texts, length, self.heads, hidden // self.heads).transpose(1, 2)

        heard = F.scaled_dot_product_attention(split(self.query(x)), split(self.key(x)), split(self.value(x)))
        x = self.attended(x + self.mixed(heard.transpose(1, 2).reshape(texts, length, hidden)))
        return self.normed(x + self.outer(F.gelu(self.inner(x))))


class Encoder(nn.Module):
    """BERT without its pooler, and the mean of its token vectors."""

    def __init__(self, shape):
        super().__init__()
        hidden = shape["hidden"]
        self.words = nn.Embedding(shape["vocabulary"], hidden)
        self.positions = nn.Embedding(shape["positions"], hidden)
        self.types = nn.Embedding(2, hidden)
        self.normed = nn.LayerNorm(hidden, eps=1e-12)
        self.layers = nn.ModuleList(
            Layer(hidden, shape["heads"], shape["intermediate"]) for _ in range(shape["layers"])
        )

    def forward(self, ids):
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.normed(self.words(ids) + self.positions(at) + self.types(torch.zeros_like(ids)))
        for layer in self.layers:
            x = layer(x)
        return F.normalize(x.mean(dim=1), dim=-1)


def main():
    shape = json.loads(sys.argv[1])
    device = torch.device(shape["device"])
    torch.manual_seed(77)
    encoder = Encoder(shape).to(device)
    optimiser = torch.optim.AdamW(encoder.parameters(), lr=1e-4, weight_decay=0.01)
    rows = shape["rows"]
    queries = torch.randint(1, shape["vocabulary"], (rows, shape["queryTokens"]), device=device)
    passages = torch.randint(1, shape["vocabulary"], (rows, shape["passageTokens"]), device=device)
    labels = torch.arange(rows, device=device)

    def step():
        start = time.perf_counter()
        loss = F.cross_entropy(encoder(queries) @ encoder(passages).T / 0.05, labels)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
        optimiser.step()
        loss.item()
        if device.type == "cuda":
            torch.cuda.synchronize()
        return time.perf_counter() - start

    for _ in range(WARM_UP):
        step()
    seconds = statistics.median(step() for _ in range(STEPS))
    print(rows * (shape["queryTokens"] + shape["passageTokens"]) / seconds)


if __name__ == "__main__":
    main()
