import { bars, defineIndicator } from './define-indicator';
import { at, delay } from './math/columns';
import { stochasticOf } from './math/oscillators';
import { medianPrice } from './math/prices';
import { undefinedColumn } from './math/windows';

export default defineIndicator({
  name: 'fisher',
  title: 'Fisher transform',
  arguments: [bars('n', 10)],
  outputs: ['fisher', 'trigger'],
  definition:
    'p = hl2; v = 0.66·((p - lowest(p, n)) / (highest(p, n) - lowest(p, n)) - 0.5) + 0.67·v[1], kept ' +
    'within ±0.999; fisher = atanh(v) + 0.5·fisher[1]; trigger = fisher[1]. v and fisher start from 0; ' +
    'without range the previous position is carried on.',
  source: 'Ehlers 2002',
  unit: 'ratio',
  firstValid: (n) => [n - 1, n],
  compute: ({ candles }, n) => {
    const position = stochasticOf(medianPrice(candles), n);
    const fisher = undefinedColumn(position.length);
    let value = 0;
    let transform = 0;
    for (let i = 0; i < position.length; i++) {
      const share = at(position, i) / 100;
      if (Number.isNaN(share)) continue;
      value = 0.66 * (share - 0.5) + 0.67 * value;
      value = Math.max(-0.999, Math.min(0.999, value));
      transform = Math.atanh(value) + 0.5 * transform;
      fisher[i] = transform;
    }
    return [fisher, delay(fisher, 1)];
  },
});
