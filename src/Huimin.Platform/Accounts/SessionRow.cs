using System.Data;
using System.Data.Common;
using Huimin.Platform.Access;
using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Accounts;

/// <summary>A session that was not ended with its account and one of its posts, or without one where there is none.</summary>
internal sealed class SessionRow
{
    /// <summary>By hand: every request of somebody who comes back begins with it, and is longer in the program than in the database otherwise.</summary>
    private const string Sql = """
        SELECT s.account_id, s.created_at, s.last_seen_at, s.is_strong, s.stamp = a.security_stamp, a.disabled, a.must_change_password, a.display_name,
               p.id, p.role, p.line, p.region, p.started_at, r.name, r.name_en, r.revision, r.needs_second_factor,
               (SELECT g.name FROM region g WHERE g.code = p.region AND g.valid_to IS NULL LIMIT 1)
        FROM account_session s
        JOIN account a ON a.id = s.account_id
        LEFT JOIN post p ON p.account_id = a.id AND p.ended_at IS NULL
        LEFT JOIN role r ON r.code = p.role
        WHERE s.id = @id AND s.ended_at IS NULL
        ORDER BY p.id
        """;

    private static readonly RecentAnswers<string, SessionRow> Recent = new();

    public long AccountId { get; private init; }

    public DateTime CreatedAt { get; private init; }

    public DateTime LastSeenAt { get; private init; }

    public bool IsStrong { get; private init; }

    /// <summary>False since the password, the second factor or the account changed.</summary>
    public bool IsCurrent { get; private init; }

    public bool Disabled { get; private init; }

    public bool MustChangePassword { get; private init; }

    public required string DisplayName { get; init; }

    public Post? Post { get; private init; }

    public string? Role { get; private init; }

    public string? RoleEn { get; private init; }

    public long? Revision { get; private init; }

    public bool? NeedsSecondFactor { get; private init; }

    public string? Place { get; private init; }

    /// <summary>Of a session's id, posts in the order in which they were given; remembered for a moment.</summary>
    public static Task<IReadOnlyList<SessionRow>> RecentAsync(AppDbContext context, string session, CancellationToken cancellation) =>
        Recent.ReadAsync(context, session, ReadAsync, cancellation);

    private static async Task<List<SessionRow>> ReadAsync(AppDbContext context, string session, CancellationToken cancellation)
    {
        await context.Database.OpenConnectionAsync(cancellation);
        try
        {
            await using var command = context.Database.GetDbConnection().CreateCommand();
            command.CommandText = Sql;
            var id = command.CreateParameter();
            (id.ParameterName, id.Value) = ("id", session);
            command.Parameters.Add(id);
            await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SingleResult, cancellation);
            var rows = new List<SessionRow>(1);
            while (await reader.ReadAsync(cancellation))
                rows.Add(Of(reader));
            return rows;
        }
        finally
        {
            await context.Database.CloseConnectionAsync();
        }
    }

    private static SessionRow Of(DbDataReader row)
    {
        var account = row.GetInt64(0);
        return new SessionRow
        {
            AccountId = account,
            CreatedAt = row.GetDateTime(1),
            LastSeenAt = row.GetDateTime(2),
            IsStrong = row.GetBoolean(3),
            IsCurrent = row.GetBoolean(4),
            Disabled = row.GetBoolean(5),
            MustChangePassword = row.GetBoolean(6),
            DisplayName = row.GetString(7),
            Post = row.IsDBNull(8)
                ? null
                : new Post { Id = row.GetInt64(8), AccountId = account, Role = row.GetString(9), Line = Text(10), Region = row.GetInt64(11), StartedAt = row.GetDateTime(12) },
            Role = Text(13),
            RoleEn = Text(14),
            Revision = row.IsDBNull(15) ? null : row.GetInt64(15),
            NeedsSecondFactor = row.IsDBNull(16) ? null : row.GetBoolean(16),
            Place = Text(17),
        };

        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
    }
}
