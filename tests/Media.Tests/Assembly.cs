// Browsers with media take a good part of a core: one test after another.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
[assembly: AssemblyFixture(typeof(MediaBrowser))]
[assembly: AssemblyFixture(typeof(SharedJanus))]
