using FChat.Ledger;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static FChat.Storage.Rows;

namespace FChat.Storage;

/// <summary>Positions are given out before transactions end: nobody may pass by one that is still to appear.</summary>
[Collection<OnPostgres>]
public sealed class PostgresEventOrderTests(PostgresServer server)
{
    [Fact]
    public async Task An_event_is_not_shown_while_one_with_a_smaller_position_is_still_being_written()
    {
        await using var database = await PostgresDatabase.Create(server);
        var services = await database.Start();
        var (events, writer) = (services.GetRequiredService<ICallEventLedger>(), services.GetRequiredService<ILedgerWriter>());
        var cancellation = TestContext.Current.CancellationToken;

        await using var slow = new NpgsqlConnection(database.ConnectionString);
        await slow.OpenAsync(cancellation);
        await using var transaction = await slow.BeginTransactionAsync(cancellation);
        await using (var insert = new NpgsqlCommand("insert into chat_call_event (call_session_id, seq, creation, payload) values ('slow', 1, now(), '{}')", slow, transaction))
        {
            await insert.ExecuteNonQueryAsync(cancellation);
        }

        await writer.Write([new LedgerRows { Events = [new CallEventRow(CallNumber(1), 1, Start, "{}")] }], cancellation);
        Assert.Empty(await events.After(0, null, 10, cancellation));
        Assert.Equal(0, await events.Last(cancellation));

        await transaction.CommitAsync(cancellation);
        Assert.Equal(["slow", CallNumber(1).Value], (await events.After(0, null, 10, cancellation)).Select(e => e.Call.Value));
    }

    [Fact]
    public async Task Events_of_a_backup_are_shown_on_a_server_that_has_not_come_to_their_transactions()
    {
        await using var database = await PostgresDatabase.Create(server);
        var services = await database.Start();
        var (events, writer) = (services.GetRequiredService<ICallEventLedger>(), services.GetRequiredService<ILedgerWriter>());
        var cancellation = TestContext.Current.CancellationToken;
        await writer.Write([new LedgerRows { Events = [new CallEventRow(CallNumber(1), 1, Start, "{}")] }], cancellation);
        PostgresServer.Scalar(database.ConnectionString, "update chat_call_event set written_by = '900000000000'");

        await writer.Write([new LedgerRows { Events = [new CallEventRow(CallNumber(1), 2, Start, "{}")] }], cancellation);

        Assert.Equal([1L, 2L], (await events.After(0, null, 10, cancellation)).Select(e => e.Seq));
        Assert.Equal(Start, (await events.After(0, null, 10, cancellation))[0].Creation);
    }
}
