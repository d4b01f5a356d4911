// Real parts need seconds where a machine is busy; nothing here asserts a time.
jest.setTimeout(60_000);
