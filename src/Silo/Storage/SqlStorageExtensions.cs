using FChat.Hosting;
using FChat.Ledger;
using FChat.Storage.Ledger;
using FChat.Storage.Schema;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;

namespace FChat.Storage;

/// <summary>What storage in any database consists of.</summary>
internal static class SqlStorageExtensions
{
    /// <summary>The schema, which is seen to at start, and the ledger.</summary>
    /// <exception cref="InvalidOperationException">There is another database already.</exception>
    public static void AddSqlStorage<TSchema, TLedger, TWriter>(this IServiceCollection services)
        where TSchema : DatabaseSchema
        where TLedger : class, ILedgerDatabase
        where TWriter : class, ILedgerWriter
    {
        services.RefuseOther<TSchema>();
        ReadTime.Register();
        services.TryAddSingleton<TSchema>();
        services.TryAddSingleton<DatabaseSchema>(provider => provider.GetRequiredService<TSchema>());
        services.AddStartCheck<SchemaCheck>();
        services.TryAddSingleton<GrainStateSerializer>();
        services.TryAddSingleton<ILedgerDatabase, TLedger>();
        services.TryAddSingleton<ILedgerWriter, TWriter>();
        services.TryAddSingleton<ICallLedger, SqlCallLedger>();
        services.TryAddSingleton<IRoomLedger, SqlRoomLedger>();
        services.TryAddSingleton<ICallEventLedger, SqlCallEventLedger>();
    }

    /// <summary>How grain state is stored, wherever.</summary>
    public static void StoreReadably(this AdoNetGrainStorageOptions options, GrainStateSerializer serializer)
    {
        options.GrainStorageSerializer = serializer;
        options.DeleteStateOnClear = true;
    }

    private static void RefuseOther<TSchema>(this IServiceCollection services)
        where TSchema : DatabaseSchema
    {
        if (services.FirstOrDefault(IsOther<TSchema>) is { } other)
        {
            throw new InvalidOperationException($"A silo has one database: {other.ServiceType.Name} and {typeof(TSchema).Name} cannot both be.");
        }
    }

    private static bool IsOther<TSchema>(ServiceDescriptor service) =>
        service.ServiceType.IsSubclassOf(typeof(DatabaseSchema)) && service.ServiceType != typeof(TSchema);
}
