export * from './space.types';
