export { WHOLE_VOCABULARY } from '@sluice/evaluator/compact';
