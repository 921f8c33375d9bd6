import { findSearchMethod } from '#quant/search';
import type { IssueList, Path } from './issues';
import { MAX_TRIALS, type SearchSettings } from './optimization-spec';
import type { ReadSpace } from './read-space';

/**
 * Asks the search method whether it can search the space, as a run would. A refusal is a warning: a single backtest of
 * the same file runs all the same, and `run` refuses with a code of its own.
 */
export function checkAdmission(
  { space, paths }: ReadSpace,
  { method, parametersPath }: { method: SearchSettings; parametersPath: Path },
  issues: IssueList,
): void {
  const found = findSearchMethod(method.name);
  if (!found.ok) return;
  const admission = found.method.admit({ space, budget: method.budget, limit: MAX_TRIALS });
  if (admission.kind === 'accept') return;
  const endless = space.parameters.find(({ domain }) => domain.kind === 'continuous');
  const culprit = admission.code === 'search-space.not-enumerable' ? endless : undefined;
  const culpritPath = culprit && paths[culprit.name];
  const what = `cannot be searched, so a run is refused: ${admission.message}`;
  issues.warning('W2004', culpritPath ?? parametersPath, what, culpritPath ? {} : { atKey: true });
}
