namespace FChat.Storage.Ledger;

/// <summary>A table of the ledger.</summary>
internal abstract class LedgerTable(string name)
{
    private readonly List<Column> _columns = [];

    /// <summary>All columns, those of the key first, the version last.</summary>
    public IReadOnlyList<Column> Columns => _columns;

    /// <summary>How many columns are the key.</summary>
    public int Keys { get; protected set; }

    /// <summary>Whether the last column is a version, which guards the row. If not, a row that is there never changes.</summary>
    public bool IsVersioned { get; protected set; }

    /// <summary>A statement that writes all columns from <paramref name="source"/>: <c>values …</c> or <c>select …</c>.</summary>
    public string Upsert(string source)
    {
        var names = _columns.ConvertAll(column => column.Name);
        var insert = $"insert into {name} ({string.Join(", ", names)}) {source} on conflict";
        return IsVersioned
            ? $"{insert} ({string.Join(", ", names[..Keys])}) do update set {string.Join(", ", names[Keys..].Select(n => $"{n} = excluded.{n}"))} where excluded.version > {name}.version"
            : $"{insert} do nothing";
    }

    protected void Add(string column, ColumnType type) => _columns.Add(new Column(column, type));
}

/// <summary>A table of the ledger and how a row becomes its columns.</summary>
internal sealed class LedgerTable<TRow>(string name) : LedgerTable(name)
{
    private readonly List<Func<TRow, object?>> _values = [];

    /// <summary>What a row puts into the columns.</summary>
    public object?[] Values(TRow row) => [.. _values.Select(value => value(row))];

    public LedgerTable<TRow> Key(string column, Func<TRow, string> value)
    {
        Keys++;
        return Word(column, value);
    }

    public LedgerTable<TRow> NumberKey(string column, Func<TRow, long> value)
    {
        Keys++;
        return Number(column, value);
    }

    public LedgerTable<TRow> Version(Func<TRow, long> value)
    {
        IsVersioned = true;
        return Number("version", value);
    }

    public LedgerTable<TRow> Word(string column, Func<TRow, string?> value) => With(column, ColumnType.Word, value);

    public LedgerTable<TRow> Text(string column, Func<TRow, string?> value) => With(column, ColumnType.Text, value);

    public LedgerTable<TRow> Number(string column, Func<TRow, long> value) => With(column, ColumnType.Number, row => value(row));

    public LedgerTable<TRow> Flag(string column, Func<TRow, bool> value) => With(column, ColumnType.Flag, row => value(row));

    public LedgerTable<TRow> Time(string column, Func<TRow, DateTimeOffset?> value) => With(column, ColumnType.Time, row => value(row));

    private LedgerTable<TRow> With(string column, ColumnType type, Func<TRow, object?> value)
    {
        Add(column, type);
        _values.Add(value);
        return this;
    }
}
