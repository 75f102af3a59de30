// Which heights a panel of the plot shows, and with which ticks.

import { ticks, tickTexts } from "./ticks.js";

const tickCount = 5;

/**
 * The heights to show of some lines, in units of a power of ten: uPlot draws no ticks at numbers of more than 17 digits.
 *
 * @returns {{unit: number, low: number, high: number, ticks: number[], texts: string[]}} all but the texts in units
 */
export function heightsOf(lists) {
  const all = lists
    .flat()
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const largest = Math.max(Math.abs(all[0] ?? 1), Math.abs(all.at(-1) ?? 1));
  const unit = 10 ** Math.floor(Math.log10(largest || 1));
  const [low, high] = all.length ? framed(all.map((height) => height / unit)) : [-1, 1];
  const at = ticks(low, high, tickCount);
  return { unit, low, high, ticks: at, texts: tickTexts(at.map((height) => height * unit)) };
}

/**
 * The ends of what is shown of heights in order: all of them, unless a few steep points, as of a logarithm near 0, would
 * flatten all the others. The middle 96 % then say how much.
 */
function framed(heights) {
  const at = (share) => heights[Math.round(share * (heights.length - 1))];
  let [low, high] = [heights[0], heights.at(-1)];
  const [q1, q2] = [at(0.02), at(0.98)];
  const middle = q2 - q1;
  if (high - low > 4 * middle && middle > 0) {
    low = Math.max(low, q1 - middle / 2);
    high = Math.min(high, q2 + middle / 2);
  }
  const margin = high > low ? (high - low) * 0.07 : Math.max(0.5, Math.abs(low) * 0.07);
  return [low - margin, high + margin];
}
