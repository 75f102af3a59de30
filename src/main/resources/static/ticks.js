// The ticks of an axis and their labels.

/** Longer labels have an exponent, where that is shorter. */
const longestPlain = 6;

/** Round numbers in [from, to], about `count` of them: multiples of 1, 2 or 5 times a power of ten. */
export function ticks(from, to, count) {
  const rough = (to - from) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((multiple) => multiple * power >= rough * 0.75) ?? 10);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}

/** The labels of ticks, all of them with an exponent or none; 12 digits tell any of them apart. */
export function tickTexts(numbers) {
  const exact = numbers.map((number) => Number(number.toPrecision(12)));
  const plain = exact.map(String);
  const powers = exact.map((number) => (number === 0 ? "0" : number.toExponential()));
  const texts = longest(plain) > longestPlain && longest(powers) < longest(plain) ? powers : plain;
  return texts.map((text) => text.replace("e+", "e").replaceAll("-", "−"));
}

function longest(texts) {
  return Math.max(...texts.map((text) => text.length));
}
