// Makes canonical-values.tsv with an implementation that is not ours: Node's own number and string rules and its SHA-256.
//   node make-golden.js > ../resources/dev/tributary/etl/core/internal/canonical/canonical-values.tsv
// A line: kind TAB input TAB canonical form. double: bits in hex. text: UTF-8 in hex. decimal: as written.
// object: JSON TAB SHA-256 of its canonical form (keys sorted by UTF-16 code unit, no blanks).
const { createHash } = require('crypto');
let seed = 20250101n;
function random64() {
  seed = (seed * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
  let x = seed;
  x ^= x >> 33n; x = (x * 0xff51afd7ed558ccdn) & 0xffffffffffffffffn; x ^= x >> 33n;
  return x;
}
const int = (n) => Number(random64() % BigInt(n));
const out = [];
const view = new DataView(new ArrayBuffer(8));
function double(x) {
  view.setFloat64(0, x);
  out.push(`double\t${view.getBigUint64(0).toString(16).padStart(16, '0')}\t${Object.is(x, -0) ? '0' : String(x)}`);
}
[0, -0, 1, -1, 0.1, 0.2, 0.3, 1 / 3, 1e21, 1e20, 1e-6, 1e-7, 5e-324, 2.2e-308, 2.2250738585072014e-308, Number.MAX_VALUE,
  9007199254740991, 9007199254740993, 1.0e23, 2.0e-3, 123456789012345680000, 4.35, 0.000001, 1e-5, 2e-44, 9.5367431640625e-7].forEach(double);
while (out.length < 3000) { view.setBigUint64(0, random64()); const x = view.getFloat64(0); if (Number.isFinite(x)) double(x); }
while (out.length < 5000) double(int(2 ** 31) / 10 ** int(12) * (int(2) ? 1 : -1));
while (out.length < 6000) double(Math.fround(int(1000000) / 1000));
const alphabet = ['a', 'B', '0', ' ', '"', '\\', '/', '\b', '\t', '\n', '\f', '\r', '\u0000', '\u001f', '\u007f', '\u0080', 'é', 'ß', '€', '\u2028', '\uffff', '😀', '\u{10ffff}', '<', '&'];
function text(max) { let s = ''; for (let i = int(max); i > 0; i--) s += alphabet[int(int(3) ? 3 : alphabet.length)]; return s; }
while (out.length < 8500) { const s = text(60); out.push(`text\t${Buffer.from(s, 'utf8').toString('hex')}\t${JSON.stringify(s)}`); }
while (out.length < 9500) {
  const digits = String(random64()).slice(0, 1 + int(18)), scale = int(25);
  const whole = digits.length > scale ? digits.slice(0, digits.length - scale) : '0';
  const fraction = scale ? digits.padStart(scale, '0').slice(-scale) : '';
  const sign = int(2) ? '-' : '';
  const plain = whole.replace(/^0+(?=\d)/, '') + (fraction.replace(/0+$/, '') ? '.' + fraction.replace(/0+$/, '') : '');
  out.push(`decimal\t${sign}${whole}${fraction ? '.' + fraction : ''}\t${plain === '0' ? '0' : sign + plain}`);
}
function canonical(v) {
  if (Array.isArray(v)) return '[' + v.map(canonical).join(',') + ']';
  if (v && typeof v === 'object') return '{' + Object.keys(v).sort().map((k) => JSON.stringify(k) + ':' + canonical(v[k])).join(',') + '}';
  return JSON.stringify(v);
}
function value(depth) {
  switch (int(depth > 3 ? 3 : 5)) {
    case 0: return text(12);
    case 1: return int(2 ** 31) - 2 ** 30;
    case 2: return int(2) === 1;
    case 3: return Array.from({ length: int(4) }, () => value(depth + 1));
    default: { const o = {}; for (let i = int(5); i > 0; i--) o['k' + text(5)] = value(depth + 1); return o; }
  }
}
while (out.length < 10000) {
  const o = {}; for (let i = 1 + int(6); i > 0; i--) o['k' + text(6)] = value(0);
  out.push(`object\t${Buffer.from(JSON.stringify(o)).toString('hex')}\t${createHash('sha256').update(canonical(o)).digest('hex')}`);
}
console.log(out.join('\n'));
