using FChat.Ledger;
using FChat.Storage.Sqlite.Lane;

namespace FChat.Storage.Sqlite.Ledger;

/// <summary>Writes the projection to the SQLite file, in a lane with the grains' state.</summary>
internal sealed class SqliteLedgerWriter(WriteLane lane) : ILedgerWriter
{
    public Task Write(IReadOnlyList<LedgerRows> rows, CancellationToken cancellation) =>
        LedgerFailure.Named(() => lane.Write(session => WriteAll(session, rows), cancellation));

    private static int WriteAll(LaneSession session, IReadOnlyList<LedgerRows> rows)
    {
        LedgerTables.Calls.Write(session, rows.SelectMany(r => r.Calls));
        LedgerTables.Participants.Write(session, rows.SelectMany(r => r.Participants));
        LedgerTables.Rooms.Write(session, rows.SelectMany(r => r.Rooms));
        LedgerTables.Members.Write(session, rows.SelectMany(r => r.Members));
        LedgerTables.Messages.Write(session, rows.SelectMany(r => r.Messages));
        LedgerTables.Activities.Write(session, rows.SelectMany(r => r.Activities));
        return rows.Count;
    }
}
