import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Looking for roles in a whole page is slow in jsdom, more so beside other suites.
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 15_000 });
