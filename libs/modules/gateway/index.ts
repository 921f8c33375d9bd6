/** The REST gateway as a Nest module. */
export { createGatewayApp, type Gateway, type GatewayOptions, startGateway } from './start-gateway';
export { describeApi } from './open-api';
