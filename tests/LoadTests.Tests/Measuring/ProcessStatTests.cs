namespace FChat.LoadTests.Measuring;

public sealed class ProcessStatTests
{
    [Fact]
    public void A_name_with_blanks_and_brackets_does_not_shift_the_fields() =>
        Assert.Equal(
            new ProcessStat(4711, 17, 300, 70),
            ProcessStat.Parse("4711 (a (b) c d) S 17 4711 4711 0 -1 4194560 1 2 3 4 100 200 30 40 20 0 1 0 12345 0 0"));

    [Fact]
    public void The_tree_of_a_process_is_all_that_it_started_and_nothing_else()
    {
        ProcessStat[] all = [new(1, 0, 0, 0), new(5, 1, 0, 0), new(6, 5, 0, 0), new(7, 6, 0, 0), new(8, 1, 0, 0), new(9, 8, 0, 0)];

        Assert.Equal([5, 6, 7], ProcessFigures.Tree(all, [5]).Select(process => process.Id).Order());
        Assert.Equal([5, 6, 7, 8, 9], ProcessFigures.Tree(all, [5, 8]).Select(process => process.Id).Order());
    }

    [Fact]
    public void This_process_is_among_those_that_run()
    {
        var own = Assert.Single(ProcessStat.ReadAll(), process => process.Id == Environment.ProcessId);

        Assert.Equal(ProcessStat.Read(Environment.ProcessId).Parent, own.Parent);
    }
}
