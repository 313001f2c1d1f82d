namespace FChat.Storage.Postgres.Clusters;

/// <summary>What a silo that starts asks about the clusters of its database, and writes. Times are compared by the database's clock.</summary>
/// <param name="Silence">For how long a member that has not said that it lives still counts as living.</param>
internal sealed record ClaimQuery(string ServiceId, string ClusterId, TimeSpan Silence)
{
    // From Joining to Stopping (Orleans' SiloStatus): also who is going away still has grains.
    private const string Living = "m.status between 2 and 5 and m.alive_time > clock_timestamp() - @Silence";

    /// <summary>Clusters that live and are in the way: another one on this service, or this one on another service.</summary>
    // A silo that claims has joined, or ended, once its cluster has changed. A cluster's row begins with version 0, before anybody joins.
    public const string Rivals = $"""
        select s.service_id as ServiceId, s.cluster_id as ClusterId, m.members as Members
        from cluster_service s
        cross join lateral (select string_agg(m.address || ':' || m.port, ', ') as members from cluster_member m where m.cluster_id = s.cluster_id and {Living}) m
        where (s.service_id = @ServiceId) <> (s.cluster_id = @ClusterId)
          and (m.members is not null
            or s.claimed_at > clock_timestamp() - interval '1 minute'
               and not exists (select from cluster_version v where v.cluster_id = s.cluster_id and v.version > 0 and v.changed_at >= s.claimed_at))
        """;

    /// <summary>Members of this cluster that live.</summary>
    public const string Members = $"""
        select m.address as Address, m.port as Port, m.host_name as HostName
        from cluster_member m
        where m.cluster_id = @ClusterId and {Living}
        """;

    /// <summary>From now on this cluster serves this service, and each of them no other.</summary>
    public const string Claim = """
        delete from cluster_service where (service_id = @ServiceId) <> (cluster_id = @ClusterId);
        insert into cluster_service (service_id, cluster_id, claimed_at) values (@ServiceId, @ClusterId, clock_timestamp())
        on conflict (service_id) do update set claimed_at = excluded.claimed_at
        """;
}

/// <summary>A cluster that is in the way.</summary>
/// <param name="Members">Its living members; null: one is just starting.</param>
internal sealed record ClusterRival(string ServiceId, string ClusterId, string? Members);

/// <summary>A living member of a cluster.</summary>
internal sealed record LivingMember(string Address, int Port, string HostName);
