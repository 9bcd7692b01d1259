insert into parcel values (1);
