import { datasetsProjection } from './datasets.projection';
import { optimizationsProjection } from './optimizations.projection';
import type { Projection } from './projection';
import { trialsProjection } from './trials.projection';

/** Every read model there is. */
export const PROJECTIONS: readonly Projection[] = [optimizationsProjection, trialsProjection, datasetsProjection];
