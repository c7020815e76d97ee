import { buildIfStale, installIfStale, requireNode } from './prepare.mjs';

requireNode();
installIfStale();
buildIfStale();
