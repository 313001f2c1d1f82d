using FChat.Ledger;
using FChat.TestServers;
using Microsoft.Extensions.DependencyInjection;
using static FChat.Storage.Rows;

namespace FChat.Storage;

/// <summary>A server that goes away under a running silo and comes back.</summary>
public sealed class PostgresOutageTests : IAsyncLifetime
{
    private readonly PostgresServer _server = new();
    private PostgresDatabase _database = null!;
    private IServiceProvider _services = null!;

    public static TheoryData<string> Ends => ["stop_fast", "stop_immediate", "kill"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(PrivatePostgres.Variable) is { Length: > 0 }, "A server was given; it is not ours to stop.");
        await _server.InitializeAsync();
        _database = await PostgresDatabase.Create(_server);
        _services = await _database.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeServices();
        await _server.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task While_it_is_away_the_ledger_is_unavailable_by_name_and_afterwards_everything_written_is_there(string end)
    {
        var writer = _services.GetRequiredService<ILedgerWriter>();
        var calls = _services.GetRequiredService<ICallLedger>();
        await writer.Write([Of(Call(1))], Cancellation);

        await (end switch { "stop_fast" => _server.Server.StopFast(), "stop_immediate" => _server.Server.StopImmediate(), _ => _server.Server.Kill() });
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => writer.Write([Of(Call(2))], Cancellation));
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => calls.Open(1, 10, Cancellation));
        await _server.Server.Restart();

        await writer.Write([Of(Call(2))], Cancellation);
        Assert.Equal([CallNumber(2), CallNumber(1)], (await calls.Open(1, 10, Cancellation)).Calls);
    }

    [Fact]
    public async Task A_server_that_was_restarted_while_nobody_wrote_costs_no_more_than_one_refusal()
    {
        var writer = _services.GetRequiredService<ILedgerWriter>();
        await writer.Write([Of(Call(1))], Cancellation);
        await _server.Server.Restart();

        var refusal = await Record.ExceptionAsync(() => writer.Write([Of(Call(2))], Cancellation));
        await writer.Write([Of(Call(2))], Cancellation);

        Assert.True(refusal is null or LedgerUnavailableException, refusal?.ToString());
    }
}
