using System.Data;
using System.Globalization;
using Dapper;

namespace FChat.Storage.Ledger;

/// <summary>Reads times as the databases give them: PostgreSQL as times, SQLite as ISO 8601 in UTC.</summary>
internal sealed class ReadTime : SqlMapper.TypeHandler<DateTimeOffset>
{
    /// <summary>Teaches Dapper, once for the process.</summary>
    public static void Register() => SqlMapper.AddTypeHandler(new ReadTime());

    public override DateTimeOffset Parse(object value) => value is string text
        ? DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
        : new DateTimeOffset((DateTime)value);

    public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) => parameter.Value = value;
}
