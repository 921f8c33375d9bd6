/** The fault simulator: the whole system in one thread, everything that can go wrong drawn from a seed. Tests only. */
export { eventsOf, expectationFrom } from './auditor';
export { type Requested, type Run, type Scenario, simulate } from './simulate';
export type { Disturbance } from './world';
