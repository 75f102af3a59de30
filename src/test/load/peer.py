"""What most would write first in Python: sigmoid and focal loss behind FastAPI, gradients by PyTorch's autograd."""

import torch
from fastapi import FastAPI
from pydantic import BaseModel
from torch.nn.functional import binary_cross_entropy_with_logits

torch.set_num_threads(1)
app = FastAPI()


class Activation(BaseModel):
    x: list[float]


class Focal(BaseModel):
    logits: list[float]
    targets: list[float]
    alpha: float = 0.25
    gamma: float = 2.0


@app.post("/sigmoid")
async def sigmoid(request: Activation):
    x = torch.tensor(request.x, dtype=torch.float64, requires_grad=True)
    values = torch.sigmoid(x)
    values.sum().backward()
    return {"values": values.tolist(), "gradients": {"x": x.grad.tolist()}}


@app.post("/focal")
async def focal(request: Focal):
    logits = torch.tensor(request.logits, dtype=torch.float64, requires_grad=True)
    targets = torch.tensor(request.targets, dtype=torch.float64)
    entropy = binary_cross_entropy_with_logits(logits, targets, reduction="none")
    p = torch.sigmoid(logits)
    p_t = p * targets + (1 - p) * (1 - targets)
    modulating = (1 - p_t) ** request.gamma
    alpha_t = request.alpha * targets + (1 - request.alpha) * (1 - targets)
    values = alpha_t * modulating * entropy
    loss = values.mean()
    loss.backward()
    return {
        "loss": loss.item(),
        "values": values.tolist(),
        "modulating": modulating.tolist(),
        "gradients": {"logits": logits.grad.tolist()},
    }
