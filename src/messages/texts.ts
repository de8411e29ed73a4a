export { textsOf } from '../../packages/base/src/texts.ts';
