namespace FChat.Storage.Ledger;

/// <summary>What a column holds.</summary>
internal enum ColumnType
{
    /// <summary>A short text of the service's own making: an id or a word of the protocol.</summary>
    Word,

    /// <summary>Whatever people write: any characters.</summary>
    Text,

    /// <summary>A <see cref="long"/>.</summary>
    Number,

    /// <summary>A <see cref="bool"/>.</summary>
    Flag,

    /// <summary>A <see cref="DateTimeOffset"/>.</summary>
    Time,
}

/// <summary>A column of the ledger.</summary>
internal sealed record Column(string Name, ColumnType Type);
