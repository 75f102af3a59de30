import { cards } from "./api.js";

document.getElementById("main").textContent = (await cards()).map((card) => card.title).join(", ");
