using FChat.Ledger;

namespace FChat.Storage.Ledger;

/// <summary>What one table gets of a batch: values of its columns, in the order of their keys, each key once with its newest version.</summary>
internal sealed record TableRows(LedgerTable Table, IReadOnlyList<object?[]> Rows)
{
    /// <summary>The parts of a batch, always in the same order of tables: writers that follow it never wait for each other in a circle.</summary>
    public static IReadOnlyList<TableRows> Of(IReadOnlyList<LedgerRows> batch)
    {
        TableRows[] all =
        [
            Of(LedgerTables.Calls, batch.SelectMany(rows => rows.Calls)),
            Of(LedgerTables.Participants, batch.SelectMany(rows => rows.Participants)),
            Of(LedgerTables.Events, batch.SelectMany(rows => rows.Events)),
            Of(LedgerTables.Rooms, batch.SelectMany(rows => rows.Rooms)),
            Of(LedgerTables.Members, batch.SelectMany(rows => rows.Members)),
            Of(LedgerTables.Messages, batch.SelectMany(rows => rows.Messages)),
            Of(LedgerTables.Activities, batch.SelectMany(rows => rows.Activities)),
        ];
        return [.. all.Where(part => part.Rows.Count > 0)];
    }

    private static TableRows Of<TRow>(LedgerTable<TRow> table, IEnumerable<TRow> rows)
    {
        var sorted = rows.Select(table.Values).Order(new KeyOrder(table)).ToList();
        return new TableRows(table, [.. sorted.Where((row, i) => i == 0 || !KeyOrder.SameKey(table, row, sorted[i - 1]))]);
    }
}

/// <summary>Orders rows by their key: texts by code unit, numbers by value. Of one key, the newest version comes first.</summary>
internal sealed class KeyOrder(LedgerTable table) : IComparer<object?[]>
{
    public static bool SameKey(LedgerTable table, object?[] a, object?[] b) => a.AsSpan(0, table.Keys).SequenceEqual(b.AsSpan(0, table.Keys));

    public int Compare(object?[]? a, object?[]? b)
    {
        for (var i = 0; i < table.Keys; i++)
        {
            var order = a![i] is string text ? string.CompareOrdinal(text, (string?)b![i]) : Comparer<object>.Default.Compare(a[i], b![i]);
            if (order != 0)
            {
                return order;
            }
        }

        return table.IsVersioned ? Comparer<object>.Default.Compare(b![^1], a![^1]) : 0;
    }
}
