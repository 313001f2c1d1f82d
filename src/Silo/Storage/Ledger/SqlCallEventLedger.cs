using System.Collections.Immutable;
using Dapper;
using FChat.Calls;
using FChat.Ledger;
using FChat.Webhooks;

namespace FChat.Storage.Ledger;

/// <summary>Reads events of calls.</summary>
internal sealed class SqlCallEventLedger(ILedgerDatabase database) : ICallEventLedger
{
    private readonly string _after = LedgerQueries.EventsAfter(database);
    private readonly string _ofCall = LedgerQueries.EventsOfCall(database);

    public Task<ImmutableArray<StoredCallEvent>> After(long position, CallId? call, int most, CancellationToken cancellation) =>
        database.Read(
            async connection =>
            {
                var command = new CommandDefinition(call is null ? _after : _ofCall, new { position, call = call?.Value, most }, cancellationToken: cancellation);
                var rows = await connection.QueryAsync<EventRecord>(command);
                return rows.Select(row => new StoredCallEvent(row.Position, new CallId(row.CallSessionId), row.Seq, row.Creation, row.Payload)).ToImmutableArray();
            },
            cancellation);

    public Task<long> Last(CancellationToken cancellation) => database.Read(
        connection => connection.QuerySingleAsync<long>(new CommandDefinition(LedgerQueries.LastEvent(database), cancellationToken: cancellation)), cancellation);

    private sealed record EventRecord(long Position, string CallSessionId, long Seq, DateTimeOffset Creation, string Payload);
}
