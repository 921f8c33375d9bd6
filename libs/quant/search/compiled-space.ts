import { canonicalJson } from '#kernel';
import { compileSpace, type Space, type SpaceDefinition } from '#quant/space';

/** Counting a linked space can take a second, and every ask needs it: the last few are kept. */
const KEPT = 8;
const compiled = new Map<string, Space>();

/**
 * The compiled form of a definition that was checked when its optimization was submitted.
 * @throws Error with every issue when it was not.
 */
export function compiledSpace(definition: SpaceDefinition): Space {
  const key = canonicalJson(definition);
  const known = compiled.get(key);
  if (known) return known;
  const result = compileSpace(definition);
  if (!result.ok) {
    const issues = result.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(`The search space is not valid: ${issues.join('; ')}`);
  }
  const [oldest] = compiled.keys();
  if (compiled.size >= KEPT && oldest !== undefined) compiled.delete(oldest);
  compiled.set(key, result.space);
  return result.space;
}
