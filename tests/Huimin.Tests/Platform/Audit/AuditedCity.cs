using System.Data.Common;
using Huimin.Platform.Audit;
using Huimin.Platform.Data;

namespace Huimin.Tests.Platform.Audit;

/// <summary>An empty city with a trail, and what somebody with the database's password could do to it.</summary>
internal static class AuditedCity
{
    extension(TestDatabase kind)
    {
        /// <summary>With so many records, one a transaction as in life, and the anchor at the last.</summary>
        public async Task<TestCity> CreateAuditedAsync(int records = 12)
        {
            var city = await kind.CreateAsync();
            for (var i = 1; i <= records; i++)
            {
                await using var context = city.Database.CreateContext();
                context.Record(new AuditEntry(AuditAction.Reveal, $"household:{104880 + i}")
                {
                    Region = 371323102201,
                    Reason = $"核对第{i}户",
                    Before = new { status = "open" },
                    After = new { status = "closed", amount = i * 100 },
                });
                await context.SaveChangesAsync();
            }

            (await city.Database.Audit.AdvanceAnchorAsync()).ShouldBeTrue();
            return city;
        }
    }

    extension(Database database)
    {
        public Task<AuditVerification> VerifyAsync() => new VerifyAudit(database).RunAsync();

        /// <summary>As whoever owns the database would, past the program.</summary>
        public async Task TamperAsync(params string[] statements)
        {
            await using var connection = await database.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            foreach (var sql in statements)
            {
                await using var command = connection.CreateCommand();
                command.Transaction = transaction;
                command.CommandText = sql;
                (await command.ExecuteNonQueryAsync()).ShouldNotBe(0, sql);
            }

            await transaction.CommitAsync();
        }

        public async Task<T> ScalarAsync<T>(string sql)
        {
            await using var connection = await database.OpenConnectionAsync();
            await using DbCommand command = connection.CreateCommand();
            command.CommandText = sql;
            return (T)Convert.ChangeType((await command.ExecuteScalarAsync())!, typeof(T), System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}
