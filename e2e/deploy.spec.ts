import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const root = join(__dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** The decode boundary: deployment files are whatever they are. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
const yaml = (file: string): any => parse(read(file));

describe('deployment files agree with each other and with the program', () => {
  const dockerfile = read('deploy/Dockerfile');
  const compose = yaml('docker-compose.yml');
  const statefulSet = yaml('k8s/base/statefulset.yaml');
  const service = yaml('k8s/base/service.yaml');
  const [container] = statefulSet.spec.template.spec.containers;

  it('on the port', () => {
    expect(dockerfile).toContain('EXPOSE 8230');
    expect(compose.services.paramo.ports).toEqual(['127.0.0.1:8230:8230']);
    expect(container.ports[0]).toEqual({ name: 'http', containerPort: 8230 });
    expect(service.spec.ports[0].targetPort).toBe('http');
  });

  it('on the data directory', () => {
    expect(dockerfile).toContain('PARAMO_DATA_DIR=/data');
    expect(compose.services.paramo.volumes).toEqual(['paramo-data:/data']);
    expect(container.volumeMounts).toContainEqual({ name: 'data', mountPath: '/data' });
  });

  it('on one writer of the log', () => {
    expect(statefulSet.spec.replicas).toBe(1);
    expect(compose.services.paramo.deploy?.replicas ?? 1).toBe(1);
  });

  it('on the health addresses the gateway serves', () => {
    const served = read('libs/modules/gateway/system.controller.ts');
    const probes = [container.startupProbe, container.livenessProbe, container.readinessProbe];
    for (const { httpGet } of probes) expect(served).toContain(`@Get('${httpGet.path.slice(1)}')`);
    expect(dockerfile).toContain('/health/ready');
  });

  it('on running without privileges', () => {
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(statefulSet.spec.template.spec.securityContext.runAsNonRoot).toBe(true);
    expect(container.securityContext).toMatchObject({ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true });
    expect(compose.services.paramo.read_only).toBe(true);
  });

  it('on the labels that tie service and pods together', () => {
    expect(statefulSet.spec.template.metadata.labels).toMatchObject(statefulSet.spec.selector.matchLabels);
    expect(statefulSet.spec.template.metadata.labels).toMatchObject(service.spec.selector);
  });

  it('on the files the image needs', () => {
    const copied = [...dockerfile.matchAll(/COPY --from=build \/app\/(\S+)/g)].map(([, name]) => name);
    expect(copied).toEqual(expect.arrayContaining(['package.json', 'node_modules', 'bin', 'dist', 'examples']));
  });
});
