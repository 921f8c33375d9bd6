import type { ColorDepth } from './terminal';

type Rgb = readonly [number, number, number];

/** Viridis at nine even steps (Smith & van der Walt 2015, CC0): even in lightness, safe for colour-blind readers. */
const VIRIDIS: readonly Rgb[] = [
  [68, 1, 84],
  [71, 44, 122],
  [59, 81, 139],
  [44, 113, 142],
  [33, 144, 141],
  [39, 173, 129],
  [92, 200, 99],
  [170, 220, 50],
  [253, 231, 37],
];

/** Viridis at `share` (0 … 1), linear in between. */
export function viridis(share: number): Rgb {
  const place = Math.min(1, Math.max(0, share)) * (VIRIDIS.length - 1);
  const low = VIRIDIS[Math.floor(place)] ?? [0, 0, 0];
  const high = VIRIDIS[Math.ceil(place)] ?? low;
  const mix = (channel: 0 | 1 | 2): number => Math.round(low[channel] + (place % 1) * (high[channel] - low[channel]));
  return [mix(0), mix(1), mix(2)];
}

/** `text` on a viridis ground, in black or white, whichever is easier to read. */
export function onViridis(text: string, share: number, depth: ColorDepth, underline = false): string {
  const [r, g, b] = viridis(share);
  const ground = depth === 24 ? `48;2;${r};${g};${b}` : `48;5;${index256(r, g, b)}`;
  const ink = luminance(r, g, b) > 0.45 ? '38;5;16' : '38;5;231';
  return `\u001b[${underline ? '4;' : ''}${ink};${ground}m${text}\u001b[0m`;
}

/** Nearest level of a channel in the 6 × 6 × 6 cube of the 256 colours. */
function cube(channel: number): number {
  return channel < 48 ? 0 : channel < 115 ? 1 : Math.floor((channel - 35) / 40);
}

function index256(r: number, g: number, b: number): number {
  return 16 + 36 * cube(r) + 6 * cube(g) + cube(b);
}

function luminance(r: number, g: number, b: number): number {
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
}
