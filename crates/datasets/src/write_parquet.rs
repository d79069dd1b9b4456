use std::sync::Arc;

use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, Int32Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;

use crate::{Cell, DatasetError, Field, Kind, Table};

/// Who wrote a file, as it says of itself. The version of a library has no place in it: the same
/// table is the same bytes.
const WRITTEN_BY: &str = "huiyin";

/// The table as parquet: one group of rows, dictionaries, no compression, so that nothing but the
/// format itself is needed to read it.
pub fn write_parquet(table: &Table) -> Result<Vec<u8>, DatasetError> {
    table.check()?;
    written(table).map_err(DatasetError::format)
}

fn written(table: &Table) -> Result<Vec<u8>, ParquetError> {
    let fields = table
        .fields
        .iter()
        .map(|field| column_of(field).map(Arc::new));
    let schema = Type::group_type_builder("schema")
        .with_fields(fields.collect::<Result<_, _>>()?)
        .build()?;
    let properties = WriterProperties::builder()
        .set_created_by(WRITTEN_BY.to_owned())
        .build();
    let mut writer = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))?;
    let mut rows = writer.next_row_group()?;
    let mut at = 0;
    while let Some(mut column) = rows.next_column()? {
        fill(&mut column, table, at)?;
        column.close()?;
        at += 1;
    }
    rows.close()?;
    writer.into_inner()
}

fn column_of(field: &Field) -> Result<Type, ParquetError> {
    let repetition = if field.required {
        Repetition::REQUIRED
    } else {
        Repetition::OPTIONAL
    };
    let (physical, logical) = match field.kind {
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Integer => (Physical::INT32, None),
    };
    Type::primitive_type_builder(field.name, physical)
        .with_repetition(repetition)
        .with_logical_type(logical)
        .build()
}

/// Values that are there, and for each row whether one is.
fn fill(
    column: &mut SerializedColumnWriter<'_>,
    table: &Table,
    at: usize,
) -> Result<(), ParquetError> {
    let Some(field) = table.fields.get(at) else {
        return Ok(());
    };
    let cells = || table.rows.iter().filter_map(|row| row.get(at));
    let present: Vec<i16> = cells().map(|it| i16::from(*it != Cell::Missing)).collect();
    let present = (!field.required).then_some(&present[..]);
    match field.kind {
        Kind::Text => {
            let texts = cells().filter_map(|it| match it {
                Cell::Text(text) => Some(ByteArray::from(text.as_str())),
                _ => None,
            });
            let values: Vec<ByteArray> = texts.collect();
            let writer = column.typed::<ByteArrayType>();
            writer.write_batch(&values, present, None)?;
        }
        Kind::Integer => {
            let numbers = cells().filter_map(|it| match it {
                Cell::Integer(number) => Some(*number),
                _ => None,
            });
            let values: Vec<i32> = numbers.collect();
            let writer = column.typed::<Int32Type>();
            writer.write_batch(&values, present, None)?;
        }
    }
    Ok(())
}
