using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Platform.Data;

/// <summary>Tells a context which <see cref="Database"/> it was opened on, and with it the audit trail.</summary>
internal sealed class OwnDatabase(Database database) : IDbContextOptionsExtension
{
    private DbContextOptionsExtensionInfo? info;

    public Database Database => database;

    public DbContextOptionsExtensionInfo Info => info ??= new NoInfo(this);

    public void ApplyServices(IServiceCollection services)
    {
    }

    public void Validate(IDbContextOptions options)
    {
    }

    private sealed class NoInfo(IDbContextOptionsExtension extension) : DbContextOptionsExtensionInfo(extension)
    {
        public override bool IsDatabaseProvider => false;

        public override string LogFragment => "";

        public override int GetServiceProviderHashCode() => 0;

        public override bool ShouldUseSameServiceProvider(DbContextOptionsExtensionInfo other) => other is NoInfo;

        public override void PopulateDebugInfo(IDictionary<string, string> debugInfo)
        {
        }
    }
}
