namespace FChat.LoadTests.Measuring;

public sealed class ProcessFiguresTests
{
    [Fact]
    public void This_process_costs_what_the_runtime_says_it_costs()
    {
        var before = Environment.CpuUsage.TotalTime;
        var measured = ProcessFigures.CpuTime([Environment.ProcessId]);
        var after = Environment.CpuUsage.TotalTime;

        // Each of the two counters is rounded to ticks of 10 ms.
        Assert.InRange(measured, before - TimeSpan.FromMilliseconds(30), after + TimeSpan.FromMilliseconds(30));
    }

    [Fact]
    public void This_process_is_at_least_as_large_as_its_heap() =>
        Assert.True(ProcessFigures.ResidentBytes([Environment.ProcessId]) > GC.GetTotalMemory(forceFullCollection: false));
}
